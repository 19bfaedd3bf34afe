package dev.skep.compiler.internal.ir;

/**
 * What a number may be: from {@code least} to {@code most}, read with sign. Empty, with the least above the most, where control never
 * comes.
 *
 * @param least the smallest number
 * @param most the largest number, itself included
 */
public record Range(long least, long most) {
    /** No number at all. */
    public static final Range EMPTY = new Range(0, -1);

    private static final Range INT = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Range LONG = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Every number of a width. */
    public static Range all(Width width) {
        return width == Width.W32 ? INT : LONG;
    }

    /** One number. */
    public static Range of(long number) {
        return new Range(number, number);
    }

    /** The numbers of so many bits. */
    public static Range bits(int bits, boolean signed) {
        if (bits >= Long.SIZE) return LONG;
        return signed ? new Range(-1L << (bits - 1), (1L << (bits - 1)) - 1) : new Range(0, (1L << bits) - 1);
    }

    /** What the bytes that {@code load} reads can hold. */
    public static Range of(Load load) {
        int bits = load.size() * Byte.SIZE;
        return bits(bits, load.signed() || bits == load.width().bits());
    }

    /** What an extension may give of numbers that are {@code operand} before it. */
    public static Range of(Extend extend, Range operand) {
        Range possible = bits(extend.fromBits(), extend.signed());
        return operand.within(possible) ? operand : possible;
    }

    /** Whether it has no number. */
    public boolean isEmpty() {
        return least > most;
    }

    /** Whether it has one number alone. */
    public boolean isSingle() {
        return least == most;
    }

    /** Whether it lies between two numbers, or is one of them. */
    public boolean within(long lowest, long highest) {
        return isEmpty() || (least >= lowest && most <= highest);
    }

    /** Whether it lies within another. */
    public boolean within(Range other) {
        return within(other.least, other.most);
    }

    /** The smallest range that has the numbers of both. */
    public Range union(Range other) {
        if (isEmpty()) return other;
        if (other.isEmpty()) return this;
        return new Range(Math.min(least, other.least), Math.max(most, other.most));
    }

    /** The numbers that both have. */
    public Range intersection(Range other) {
        return new Range(Math.max(least, other.least), Math.min(most, other.most));
    }

    /** What an operation may give; every number where it may overflow. */
    public static Range of(BinaryOperation operation, Width width, Range left, Range right) {
        return left.isEmpty() || right.isEmpty() ? EMPTY : new RangeArithmetic(width, left, right).of(operation);
    }

    /** What is left of this after a comparison with {@code right} came out true. */
    public Range after(Condition condition, Range right) {
        if (isEmpty() || right.isEmpty()) return EMPTY;
        return switch (condition) {
            case EQUAL -> intersection(right);
            case NOT_EQUAL -> right.isSingle() ? without(right.least) : this;
            case LESS_SIGNED -> right.most == Long.MIN_VALUE ? EMPTY : below(right.most - 1);
            case LESS_OR_EQUAL_SIGNED -> below(right.most);
            case GREATER_SIGNED -> right.least == Long.MAX_VALUE ? EMPTY : above(right.least + 1);
            case GREATER_OR_EQUAL_SIGNED -> above(right.least);
            case LESS_UNSIGNED -> right.least >= 0 ? intersection(new Range(0, right.most - 1)) : this;
            case LESS_OR_EQUAL_UNSIGNED -> right.least >= 0 ? intersection(new Range(0, right.most)) : this;
            case GREATER_UNSIGNED ->
                least < 0 || right.least < 0 ? this : right.least == Long.MAX_VALUE ? EMPTY : above(right.least + 1);
            case GREATER_OR_EQUAL_UNSIGNED -> least < 0 || right.least < 0 ? this : above(right.least);
        };
    }

    private Range without(long number) {
        if (isSingle()) return least == number ? EMPTY : this;
        if (number == least) return new Range(least + 1, most);
        return number == most ? new Range(least, most - 1) : this;
    }

    private Range below(long highest) {
        return new Range(least, Math.min(most, highest));
    }

    private Range above(long lowest) {
        return new Range(Math.max(least, lowest), most);
    }
}
