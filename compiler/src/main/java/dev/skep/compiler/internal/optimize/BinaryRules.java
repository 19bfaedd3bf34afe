package dev.skep.compiler.internal.optimize;

import static dev.skep.compiler.internal.ir.BinaryOperation.ADD;
import static dev.skep.compiler.internal.ir.BinaryOperation.DIVIDE_UNSIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.REMAINDER_UNSIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.SUBTRACT;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.GlobalAddress;
import dev.skep.compiler.internal.ir.Negate;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import org.jspecify.annotations.Nullable;

/** What a binary operation can become. Each rule returns the better value, or null. */
final class BinaryRules {
    private final Facts facts;
    private final ConstantOperandRules constantOperand;

    BinaryRules(Facts facts) {
        this.facts = facts;
        constantOperand = new ConstantOperandRules(facts);
    }

    @Nullable
    Value simplify(Binary binary) {
        Value left = binary.left();
        Value right = binary.right();
        Width width = binary.width();
        if (left instanceof Constant a && right instanceof Constant b) {
            return Facts.constant(width, binary.operation().evaluate(width, a.value(), b.value()));
        }
        if (left instanceof Constant && binary.operation().commutative()) return exchanged(binary);
        if (right instanceof Constant constant) {
            Value address = address(binary, constant);
            return address != null ? address : constantOperand.simplify(binary, Facts.read(constant, width));
        }
        if (left instanceof Constant constant) return constantLeft(binary, constant);
        if (left.equals(right)) return sameOperands(binary);
        return unsigned(binary) ? withUnsignedOperation(binary) : negated(binary);
    }

    private Binary exchanged(Binary binary) {
        return facts.graph()
                .binary(
                        binary.position(),
                        binary.operation(),
                        binary.width(),
                        /* left= */ binary.right(),
                        /* right= */ binary.left());
    }

    private static @Nullable Value address(Binary binary, Constant constant) {
        if (binary.operation() != ADD || binary.width() != Width.W64) return null;
        int distance = (int) constant.value();
        if (distance != constant.value()) return null;
        if (binary.left() instanceof StackAddress address) {
            return new StackAddress(address.slot(), address.offset() + distance);
        }
        if (binary.left() instanceof GlobalAddress address) {
            return new GlobalAddress(address.data(), address.offset() + distance);
        }
        return null;
    }

    private @Nullable Value constantLeft(Binary binary, Constant constant) {
        boolean zero = Facts.read(constant, binary.width()) == 0;
        return switch (binary.operation()) {
            case SUBTRACT -> zero ? facts.graph().negate(binary.position(), binary.width(), binary.right()) : null;
            case DIVIDE_SIGNED,
                    DIVIDE_UNSIGNED,
                    REMAINDER_SIGNED,
                    REMAINDER_UNSIGNED,
                    SHIFT_LEFT,
                    SHIFT_RIGHT_SIGNED,
                    SHIFT_RIGHT_UNSIGNED -> zero ? Facts.constant(binary.width(), 0) : null;
            case ADD, MULTIPLY, OR, AND, XOR -> null;
        };
    }

    private static @Nullable Value sameOperands(Binary binary) {
        return switch (binary.operation()) {
            case SUBTRACT, XOR -> Facts.constant(binary.width(), 0);
            case AND, OR -> binary.left();
            case ADD,
                    MULTIPLY,
                    DIVIDE_SIGNED,
                    DIVIDE_UNSIGNED,
                    REMAINDER_SIGNED,
                    REMAINDER_UNSIGNED,
                    SHIFT_LEFT,
                    SHIFT_RIGHT_SIGNED,
                    SHIFT_RIGHT_UNSIGNED -> null;
        };
    }

    /** Whether a signed division works on numbers that have no sign. */
    private boolean unsigned(Binary binary) {
        return (binary.operation() == BinaryOperation.DIVIDE_SIGNED
                        || binary.operation() == BinaryOperation.REMAINDER_SIGNED)
                && facts.notNegative(binary.left(), binary.width())
                && facts.notNegative(binary.right(), binary.width());
    }

    private Value withUnsignedOperation(Binary binary) {
        BinaryOperation operation =
                binary.operation() == BinaryOperation.DIVIDE_SIGNED ? DIVIDE_UNSIGNED : REMAINDER_UNSIGNED;
        return facts.graph().binary(binary.position(), operation, binary.width(), binary.left(), binary.right());
    }

    /** {@code a + -b} is {@code a - b}, and the reverse. */
    private @Nullable Value negated(Binary binary) {
        if (!(binary.right() instanceof Negate negate) || negate.width() != binary.width() || !facts.usedOnce(negate))
            return null;
        BinaryOperation opposite = switch (binary.operation()) {
            case ADD -> SUBTRACT;
            case SUBTRACT -> ADD;
            default -> null;
        };
        if (opposite == null) return null;
        return facts.graph().binary(binary.position(), opposite, binary.width(), binary.left(), negate.operand(0));
    }
}
