package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.ByteSwap;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Negate;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import org.jspecify.annotations.Nullable;

/** What an extension, a negation or a byte swap can become. */
final class UnaryRules {
    private final Facts facts;

    UnaryRules(Facts facts) {
        this.facts = facts;
    }

    @Nullable
    Value simplify(Negate negate) {
        Value operand = negate.operand(0);
        if (operand instanceof Constant constant) return Facts.constant(negate.width(), -constant.value());
        boolean twice = operand instanceof Negate inner && inner.width() == negate.width();
        return twice ? ((Negate) operand).operand(0) : null;
    }

    @Nullable
    Value simplify(ByteSwap swap) {
        Value operand = swap.operand(0);
        if (operand instanceof Constant constant) {
            return Facts.constant(swap.width(), swap.evaluate(constant.value()));
        }
        if (!(operand instanceof ByteSwap inner) || inner.bits() != swap.bits()) return null;
        Value original = inner.operand(0);
        if (swap.bits() != 16) return original;
        return facts.graph().binary(swap.position(), BinaryOperation.AND, Width.W32, original, Constant.of(0xffff));
    }

    @Nullable
    Value simplify(Extend extend) {
        Value operand = extend.operand(0);
        int from = extend.fromBits();
        if (operand instanceof Constant constant) {
            return Facts.constant(extend.width(), extend.evaluate(constant.value()));
        }
        if (extend.width() == Width.W32 && from == 32) return operand;
        if (operand instanceof Extend inner) {
            Value merged = merge(extend, inner);
            if (merged != null) return merged;
        }
        int read = Math.min(facts.bits(operand, Width.W32), facts.bits(operand));
        if (extend.signed()) {
            boolean plus = read < from;
            return plus ? facts.graph().extend(extend.position(), operand, from, false, extend.width()) : null;
        }
        if (from < 32 && facts.unseen(operand)) return null;
        if (extend.width() == Width.W32) return read <= from ? operand : null;
        if (operand.width() == Width.W64) return facts.bits(operand) <= from ? operand : null;
        // The plainest form, which costs nothing where the machine has cleared the upper half already.
        return from < 32 && read <= from
                ? facts.graph().extend(extend.position(), operand, 32, false, Width.W64)
                : null;
    }

    /** An extension of an extension reads either bits of the original alone or what the inner one made of them. */
    private @Nullable Value merge(Extend extend, Extend inner) {
        int from = extend.fromBits();
        int innerFrom = inner.fromBits();
        if (from <= innerFrom) {
            return facts.graph().extend(extend.position(), inner.operand(0), from, extend.signed(), extend.width());
        }
        if (inner.signed() && !extend.signed()) return null;
        return facts.graph().extend(extend.position(), inner.operand(0), innerFrom, inner.signed(), extend.width());
    }
}
