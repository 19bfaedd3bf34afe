package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** Finds the ranges of values on one path from how they were computed. */
final class Ranges {
    private static final int DEEPEST = 8;

    private final State state;
    private final boolean asVerifier;

    /** Ranges on the path of {@code state}; {@code asVerifier} uses only what the kernel's verifier knows as well. */
    Ranges(State state, boolean asVerifier) {
        this.state = state;
        this.asVerifier = asVerifier;
    }

    Range of(Abstract value) {
        if (value instanceof Known k && k.isNumber()) return new Range(k.asLong(), k.asLong());
        if (value instanceof Scalar s) return of(s.value(), s.width(), DEEPEST);
        if (value instanceof Comparison) return new Range(-1, 1);
        return Range.LONG;
    }

    private Range of(Value value, Width width, int depth) {
        Range all = Range.all(width);
        Range computed = depth == 0 ? all : computed(value, width, depth - 1).and(all);
        Fact fact = value.width() == width ? state.fact(value) : null;
        if (asVerifier && fact instanceof Fact.FromTable) return computed;
        Range learned = Fact.range(fact);
        return learned == null ? computed : computed.and(learned);
    }

    private Range computed(Value value, Width width, int depth) {
        if (value instanceof Constant c) return new Range(c.value(), c.value());
        if (value instanceof Load load) return narrow(load.size() * 8, load.signed(), width);
        if (value instanceof Extend extend) {
            Range whole = narrow(extend.fromBits(), extend.signed(), width);
            Range inner = of(extend.operand(0), extend.fromBits() <= 32 ? Width.W32 : Width.W64, depth);
            boolean kept = whole.min() <= inner.min() && inner.max() <= whole.max();
            return kept ? inner : whole;
        }
        if (value instanceof Binary binary && binary.width() == width) return binary(binary, width, depth);
        return Range.all(width);
    }

    private static Range narrow(int bits, boolean signed, Width width) {
        if (bits >= width.bits()) return Range.all(width);
        return signed ? new Range(-(1L << (bits - 1)), (1L << (bits - 1)) - 1) : new Range(0, (1L << bits) - 1);
    }

    private Range binary(Binary binary, Width width, int depth) {
        Range left = of(binary.left(), width, depth);
        Range right = of(binary.right(), width, depth);
        return switch (binary.operation()) {
            case AND -> and(left, right, width);
            case ADD -> sum(left, right.min(), right.max(), width);
            case SUBTRACT ->
                right.min() == Long.MIN_VALUE ? Range.all(width) : sum(left, -right.max(), -right.min(), width);
            case MULTIPLY -> product(left, right, width);
            case SHIFT_RIGHT_UNSIGNED, SHIFT_RIGHT_SIGNED, REMAINDER_UNSIGNED, REMAINDER_SIGNED, DIVIDE_SIGNED ->
                right.min() == right.max() ? byConstant(binary, left, right.min(), width) : Range.all(width);
            default -> Range.all(width);
        };
    }

    private static Range and(Range left, Range right, Width width) {
        if (left.min() >= 0 && right.min() >= 0) return new Range(0, Math.min(left.max(), right.max()));
        if (right.min() >= 0) return new Range(0, right.max());
        return left.min() >= 0 ? new Range(0, left.max()) : Range.all(width);
    }

    private Range byConstant(Binary binary, Range left, long c, Width width) {
        Range all = Range.all(width);
        boolean distance = c > 0 && c < width.bits();
        return switch (binary.operation()) {
            case SHIFT_RIGHT_UNSIGNED -> {
                if (!distance) yield all;
                long most = -1L >>> (64 - width.bits() + c);
                yield left.min() >= 0 ? new Range(left.min() >> c, left.max() >> c) : new Range(0, most);
            }
            case SHIFT_RIGHT_SIGNED -> distance ? new Range(left.min() >> c, left.max() >> c) : all;
            default -> {
                if (asVerifier || c <= 0) yield all;
                yield switch (binary.operation()) {
                    case REMAINDER_UNSIGNED -> new Range(0, c - 1);
                    case REMAINDER_SIGNED -> new Range(left.min() >= 0 ? 0 : 1 - c, c - 1);
                    default -> new Range(left.min() / c, left.max() / c);
                };
            }
        };
    }

    private static Range sum(Range left, long min, long max, Width width) {
        Range all = Range.all(width);
        long most = 1L << 62;
        boolean large = left.min() < -most || left.max() > most || min < -most || max > most;
        if (large) return all;
        Range sum = new Range(left.min() + min, left.max() + max);
        return sum.min() >= all.min() && sum.max() <= all.max() ? sum : all;
    }

    private static Range product(Range left, Range right, Width width) {
        Range all = Range.all(width);
        boolean small = left.min() >= 0
                && right.min() >= 0
                && left.max() <= Integer.MAX_VALUE
                && right.max() <= Integer.MAX_VALUE;
        if (!small) return all;
        long high = left.max() * right.max();
        return high <= all.max() ? new Range(left.min() * right.min(), high) : all;
    }
}
