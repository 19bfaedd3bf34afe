package dev.skep.compiler.internal.optimize;

import static dev.skep.compiler.internal.ir.BinaryOperation.ADD;
import static dev.skep.compiler.internal.ir.BinaryOperation.AND;
import static dev.skep.compiler.internal.ir.BinaryOperation.DIVIDE_UNSIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.OR;
import static dev.skep.compiler.internal.ir.BinaryOperation.REMAINDER_UNSIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.SHIFT_LEFT;
import static dev.skep.compiler.internal.ir.BinaryOperation.SHIFT_RIGHT_SIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.SHIFT_RIGHT_UNSIGNED;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import org.jspecify.annotations.Nullable;

/** What {@code value operation constant} can become: nothing at all, something cheaper, or one operation for two. */
final class ConstantOperandRules {
    private final Facts facts;

    ConstantOperandRules(Facts facts) {
        this.facts = facts;
    }

    /** The rules for the right operand {@code c}, sign-extended for W32. */
    @Nullable
    Value simplify(Binary binary, long c) {
        Value combined = combined(binary, c);
        if (combined != null) return combined;
        return switch (binary.operation()) {
            case ADD, OR, XOR -> c == 0 ? binary.left() : orOfAll(binary, c);
            case SUBTRACT -> c == 0 ? binary.left() : as(binary, ADD, -c);
            case MULTIPLY -> multiply(binary, c);
            case AND -> and(binary, c);
            case DIVIDE_UNSIGNED -> divideUnsigned(binary, c);
            case REMAINDER_UNSIGNED -> remainderUnsigned(binary, c);
            case DIVIDE_SIGNED -> divideSigned(binary, c);
            case REMAINDER_SIGNED -> remainderSigned(binary, c);
            case SHIFT_LEFT, SHIFT_RIGHT_UNSIGNED, SHIFT_RIGHT_SIGNED -> shift(binary, c);
        };
    }

    private Value as(Binary binary, BinaryOperation operation, long constant) {
        return as(binary, operation, binary.left(), constant);
    }

    private Value as(Binary binary, BinaryOperation operation, Value left, long constant) {
        Width width = binary.width();
        return facts.graph().binary(binary.position(), operation, width, left, Facts.constant(width, constant));
    }

    private static Constant constant(Binary binary, long value) {
        return Facts.constant(binary.width(), value);
    }

    /** {@code (x operation a) operation b} as one. */
    private @Nullable Value combined(Binary binary, long b) {
        if (!(binary.left() instanceof Binary inner)
                || inner.operation() != binary.operation()
                || inner.width() != binary.width()
                || !(inner.right() instanceof Constant first)) return null;
        Width width = binary.width();
        long a = Facts.read(first, width);
        return switch (binary.operation()) {
            case AND, OR, XOR, MULTIPLY ->
                as(binary, binary.operation(), inner.left(), binary.operation().evaluate(width, a, b));
            // The first sum may be what was checked; it stays the base if anybody else needs it.
            case ADD -> facts.usedOnce(inner) ? as(binary, ADD, inner.left(), a + b) : null;
            case SHIFT_LEFT, SHIFT_RIGHT_UNSIGNED, SHIFT_RIGHT_SIGNED -> {
                int mask = width.bits() - 1;
                long sum = (a & mask) + (b & mask);
                if (sum <= mask) yield as(binary, binary.operation(), inner.left(), sum);
                yield binary.operation() == SHIFT_RIGHT_SIGNED
                        ? as(binary, SHIFT_RIGHT_SIGNED, inner.left(), mask)
                        : constant(binary, 0);
            }
            case SUBTRACT, DIVIDE_UNSIGNED, DIVIDE_SIGNED, REMAINDER_UNSIGNED, REMAINDER_SIGNED -> null;
        };
    }

    private static @Nullable Value orOfAll(Binary binary, long c) {
        return binary.operation() == OR && c == -1 ? constant(binary, -1) : null;
    }

    private @Nullable Value multiply(Binary binary, long c) {
        if (c == 0) return constant(binary, 0);
        if (c == 1) return binary.left();
        if (c == -1) return facts.graph().negate(binary.position(), binary.width(), binary.left());
        int power = power(c, binary.width());
        return power > 0 ? as(binary, SHIFT_LEFT, power) : null;
    }

    private @Nullable Value and(Binary binary, long c) {
        if (c == 0) return constant(binary, 0);
        Width width = binary.width();
        long mask = width == Width.W32 ? c & 0xffffffffL : c;
        int known = facts.bits(binary.left(), width);
        long possible = known == 64 ? -1 : (1L << known) - 1;
        if ((possible & ~mask) == 0 && !facts.unseen(binary.left())) return binary.left();
        if (mask == 0xffffffffL) {
            return facts.graph().extend(binary.position(), binary.left(), 32, false, Width.W64);
        }
        if (binary.left() instanceof Extend extend && (mask & -1L << extend.fromBits()) == 0) {
            if (width == Width.W32) return as(binary, AND, extend.operand(0), c);
            int bits = Long.SIZE - Long.numberOfLeadingZeros(mask);
            boolean field = mask == (1L << bits) - 1 && (bits == 8 || bits == 16);
            if (field) return facts.graph().extend(binary.position(), extend.operand(0), bits, false, Width.W64);
        }
        return signAsBit(binary, c);
    }

    /**
     * {@code (x >> 63) & 8}, a bit that is set if a number is negative, with the sign shifted to where the bit is. For the first form the
     * verifier of 2026 goes on twice, once for each sign ({@code maybe_fork_scalars} in kernel/bpf/verifier.c), and that of Linux 6.18.44
     * crashes the kernel when more of these wait than it can remember.
     */
    private @Nullable Value signAsBit(Binary binary, long c) {
        int bit = power(c, binary.width());
        if (bit < 0
                || !(binary.left() instanceof Binary inner)
                || inner.operation() != SHIFT_RIGHT_SIGNED
                || inner.width().bits() < binary.width().bits()
                || !(inner.right() instanceof Constant count)
                || !facts.usedOnce(inner)) return null;
        int sign = inner.width().bits() - 1;
        if (bit + Facts.read(count, inner.width()) < sign) return null;
        return as(binary, AND, bit == sign ? inner.left() : as(inner, SHIFT_RIGHT_UNSIGNED, (long) sign - bit), c);
    }

    private @Nullable Value divideUnsigned(Binary binary, long c) {
        if (c == 0) return constant(binary, 0);
        if (c == 1) return binary.left();
        int power = power(c, binary.width());
        return power > 0 ? as(binary, SHIFT_RIGHT_UNSIGNED, power) : null;
    }

    private @Nullable Value remainderUnsigned(Binary binary, long c) {
        if (c == 0) return binary.left();
        return power(c, binary.width()) >= 0 ? as(binary, AND, c - 1) : null;
    }

    private @Nullable Value divideSigned(Binary binary, long c) {
        if (c == 0) return constant(binary, 0);
        if (c == 1) return binary.left();
        if (c == -1) return facts.graph().negate(binary.position(), binary.width(), binary.left());
        boolean plain = c > 0 && facts.notNegative(binary.left(), binary.width());
        return plain ? as(binary, DIVIDE_UNSIGNED, c) : null;
    }

    private @Nullable Value remainderSigned(Binary binary, long c) {
        if (c == 0) return binary.left();
        if (c == 1 || c == -1) return constant(binary, 0);
        boolean plain = c > 0 && facts.notNegative(binary.left(), binary.width());
        return plain ? as(binary, REMAINDER_UNSIGNED, c) : null;
    }

    private @Nullable Value shift(Binary binary, long c) {
        Width width = binary.width();
        int count = (int) c & (width.bits() - 1);
        if (count == 0) return binary.left();
        if (count != c) return as(binary, binary.operation(), count);
        BinaryOperation operation = binary.operation();
        int known = facts.bits(binary.left(), width);
        boolean right = operation != SHIFT_LEFT;
        if (right && known <= count) return constant(binary, 0);
        if (operation == SHIFT_RIGHT_SIGNED && known < width.bits()) return as(binary, SHIFT_RIGHT_UNSIGNED, count);
        return right ? thereAndBack(binary, count) : null;
    }

    /** {@code (x << n) >> n} keeps the low bits: an extension, or a mask where that is one instruction. */
    private @Nullable Value thereAndBack(Binary binary, int count) {
        if (!(binary.left() instanceof Binary inner)
                || inner.operation() != SHIFT_LEFT
                || inner.width() != binary.width()
                || !(inner.right() instanceof Constant first)
                || Facts.read(first, binary.width()) != count) return null;
        int kept = binary.width().bits() - count;
        boolean signed = binary.operation() == SHIFT_RIGHT_SIGNED;
        if (kept == 8 || kept == 16 || kept == 32) {
            return facts.graph().extend(binary.position(), inner.left(), kept, signed, binary.width());
        }
        return signed || kept > 31 ? null : as(binary, AND, inner.left(), (1L << kept) - 1);
    }

    /** The power of two that {@code c} is in a width, or -1. */
    private static int power(long c, Width width) {
        long value = width == Width.W32 ? c & 0xffffffffL : c;
        return Long.bitCount(value) == 1 ? Long.numberOfTrailingZeros(value) : -1;
    }
}
