package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Width;

/**
 * The integers from {@code min} to {@code max}: what is known of a value from how it was computed and from the branches on the way.
 *
 * @param min smallest value, with its sign
 * @param max largest value
 */
record Range(long min, long max) {
    private static final Range INT = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);
    static final Range LONG = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    /** What no value of the width leaves. */
    static Range all(Width width) {
        return width == Width.W32 ? INT : LONG;
    }

    /** Whether all of it lies between 0 and {@code length}, that excluded. */
    boolean isIndexFor(int length) {
        return min >= 0 && max < length;
    }

    /** Whether the other is smaller, and inside. */
    boolean contains(Range other) {
        return min <= other.min && other.max <= max && !equals(other);
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
        return new Ranges(state, false).of(value);
    }

    /** The range of a number on one path as the kernel's verifier sees it, which does not follow divisions. */
    static Range verified(Abstract value, State state) {
        return new Ranges(state, true).of(value);
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
