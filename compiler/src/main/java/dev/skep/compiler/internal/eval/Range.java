package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/**
 * The integers from {@code min} to {@code max}: what is known of a value from how it was computed and from the branches on the way.
 *
 * @param min smallest value, with its sign
 * @param max largest value
 */
record Range(long min, long max) {
    private static final int DEEPEST = 8;
    private static final Range INT = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Range LONG = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    /** What no value of the width leaves. */
    static Range all(Width width) {
        return width == Width.W32 ? INT : LONG;
    }

    /** Whether all of it lies between 0 and {@code length}, that excluded. */
    boolean isIndexFor(int length) {
        return min >= 0 && max < length;
    }

    Range hull(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    /** What is in both; this one where they exclude each other, which means that the path is never taken. */
    Range and(Range other) {
        long low = Math.max(min, other.min);
        long high = Math.min(max, other.max);
        return low <= high ? new Range(low, high) : this;
    }

    /** The range of a number on one path. */
    static Range of(Abstract value, State state) {
        if (value instanceof Known k && k.isNumber()) return new Range(k.asLong(), k.asLong());
        if (value instanceof Scalar s) return of(s.value(), s.width(), state, DEEPEST);
        return LONG;
    }

    private static Range of(Value value, Width width, State state, int depth) {
        Range all = all(width);
        Range computed =
                depth == 0 ? all : computed(value, width, state, depth - 1).and(all);
        Range learned = value.width() == width ? Fact.range(state.fact(value)) : null;
        return learned == null ? computed : computed.and(learned);
    }

    private static Range computed(Value value, Width width, State state, int depth) {
        if (value instanceof Constant c) return new Range(c.value(), c.value());
        if (value instanceof Load load) return narrow(load.size() * 8, load.signed(), width);
        if (value instanceof Extend extend) {
            Range whole = narrow(extend.fromBits(), extend.signed(), width);
            Value operand = extend.operand(0);
            Range inner = of(operand, extend.fromBits() <= 32 ? Width.W32 : Width.W64, state, depth);
            boolean kept = whole.min <= inner.min && inner.max <= whole.max;
            return kept ? inner : whole;
        }
        if (value instanceof Binary binary && binary.width() == width) return binary(binary, width, state, depth);
        return all(width);
    }

    private static Range narrow(int bits, boolean signed, Width width) {
        if (bits >= width.bits()) return all(width);
        return signed ? new Range(-(1L << (bits - 1)), (1L << (bits - 1)) - 1) : new Range(0, (1L << bits) - 1);
    }

    private static Range binary(Binary binary, Width width, State state, int depth) {
        Range all = all(width);
        Range left = of(binary.left(), width, state, depth);
        Range right = of(binary.right(), width, state, depth);
        boolean constant = right.min == right.max;
        long c = right.min;
        return switch (binary.operation()) {
            case AND -> {
                if (left.min >= 0 && right.min >= 0) yield new Range(0, Math.min(left.max, right.max));
                if (right.min >= 0) yield new Range(0, right.max);
                yield left.min >= 0 ? new Range(0, left.max) : all;
            }
            case ADD -> exact(left.min, right.min, left.max, right.max, width);
            case SUBTRACT -> exact(left.min, -right.max, left.max, -right.min, width);
            case SHIFT_RIGHT_UNSIGNED -> {
                if (!constant || c <= 0 || c >= width.bits()) yield all;
                yield left.min >= 0
                        ? new Range(left.min >> c, left.max >> c)
                        : new Range(0, -1L >>> (64 - width.bits() + c));
            }
            case SHIFT_RIGHT_SIGNED ->
                constant && c >= 0 && c < width.bits() ? new Range(left.min >> c, left.max >> c) : all;
            case REMAINDER_UNSIGNED -> constant && c > 0 ? new Range(0, c - 1) : all;
            case REMAINDER_SIGNED -> constant && c > 0 ? new Range(left.min >= 0 ? 0 : 1 - c, c - 1) : all;
            case DIVIDE_SIGNED -> constant && c > 0 ? new Range(left.min / c, left.max / c) : all;
            case MULTIPLY -> product(left, right, width);
            default -> all;
        };
    }

    private static Range exact(long minA, long minB, long maxA, long maxB, Width width) {
        Range all = all(width);
        if (width == Width.W64) {
            boolean large = minA < -(1L << 62) || maxA > 1L << 62 || minB < -(1L << 62) || maxB > 1L << 62;
            if (large) return all;
        }
        long low = minA + minB;
        long high = maxA + maxB;
        return low >= all.min && high <= all.max ? new Range(low, high) : all;
    }

    private static Range product(Range left, Range right, Width width) {
        Range all = all(width);
        boolean small =
                left.min >= 0 && right.min >= 0 && left.max <= Integer.MAX_VALUE && right.max <= Integer.MAX_VALUE;
        if (!small) return all;
        long high = left.max * right.max;
        return high <= all.max ? new Range(left.min * right.min, high) : all;
    }

    /** What a number of this range must be for {@code condition} to hold against a number of the range {@code right}. */
    Range when(Condition condition, Range right) {
        return switch (condition) {
            case EQUAL -> and(right);
            case LESS_SIGNED -> right.max == Long.MIN_VALUE ? this : and(new Range(Long.MIN_VALUE, right.max - 1));
            case LESS_OR_EQUAL_SIGNED -> and(new Range(Long.MIN_VALUE, right.max));
            case GREATER_SIGNED -> right.min == Long.MAX_VALUE ? this : and(new Range(right.min + 1, Long.MAX_VALUE));
            case GREATER_OR_EQUAL_SIGNED -> and(new Range(right.min, Long.MAX_VALUE));
            case LESS_UNSIGNED -> right.min >= 0 && right.max > 0 ? and(new Range(0, right.max - 1)) : this;
            case LESS_OR_EQUAL_UNSIGNED -> right.min >= 0 ? and(new Range(0, right.max)) : this;
            default -> this;
        };
    }
}
