package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Width;
import java.util.Arrays;

/**
 * What a number may be: from {@code least} to {@code most}, read with sign. Empty, with the least above the most, where control never
 * comes.
 */
public record Range(long least, long most) {
    /** No number at all. */
    static final Range EMPTY = new Range(0, -1);

    /** Every number of a width. */
    public static Range all(Width width) {
        return width == Width.W32
                ? new Range(Integer.MIN_VALUE, Integer.MAX_VALUE)
                : new Range(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The numbers of so many bits. */
    static Range bits(int bits, boolean signed) {
        if (bits >= Long.SIZE) return all(Width.W64);
        return signed ? new Range(-1L << (bits - 1), (1L << (bits - 1)) - 1) : new Range(0, (1L << bits) - 1);
    }

    /** Whether it has no number. */
    public boolean isEmpty() {
        return least > most;
    }

    /** Whether it lies within another. */
    public boolean within(long lowest, long highest) {
        return isEmpty() || (least >= lowest && most <= highest);
    }

    boolean within(Range other) {
        return within(other.least, other.most);
    }

    Range union(Range other) {
        if (isEmpty()) return other;
        if (other.isEmpty()) return this;
        return new Range(Math.min(least, other.least), Math.max(most, other.most));
    }

    Range intersection(Range other) {
        return new Range(Math.max(least, other.least), Math.min(most, other.most));
    }

    /** This if no number of it is lost in a width, else every number: the operation overflows. */
    private static Range fit(long least, long most, Width width) {
        Range all = all(width);
        return least <= most && least >= all.least && most <= all.most ? new Range(least, most) : all;
    }

    /** What an operation may give. */
    static Range of(BinaryOperation operation, Width width, Range left, Range right) {
        if (left.isEmpty() || right.isEmpty()) return EMPTY;
        boolean known = right.least == right.most;
        long number = right.least;
        Range all = all(width);
        try {
            return switch (operation) {
                case ADD -> fit(Math.addExact(left.least, right.least), Math.addExact(left.most, right.most), width);
                case SUBTRACT ->
                    fit(Math.subtractExact(left.least, right.most), Math.subtractExact(left.most, right.least), width);
                case MULTIPLY -> product(left, right, width);
                case SHIFT_LEFT ->
                    known && number >= 0 && number < width.bits() - 1
                            ? fit(
                                    Math.multiplyExact(left.least, 1L << number),
                                    Math.multiplyExact(left.most, 1L << number),
                                    width)
                            : all;
                case AND -> and(left, right, all);
                case OR, XOR ->
                    left.least >= 0 && right.least >= 0 ? new Range(0, filled(Math.max(left.most, right.most))) : all;
                case SHIFT_RIGHT_UNSIGNED -> shifted(left, known ? number & width.bits() - 1 : 0, width, all);
                case SHIFT_RIGHT_SIGNED ->
                    known
                            ? new Range(
                                    left.least >> (number & width.bits() - 1), left.most >> (number & width.bits() - 1))
                            : new Range(Math.min(left.least, 0), Math.max(left.most, 0));
                case DIVIDE_UNSIGNED ->
                    left.least >= 0 && known && number > 0
                            ? new Range(left.least / number, left.most / number)
                            : left.least >= 0 ? new Range(0, left.most) : all;
                case DIVIDE_SIGNED -> known && number > 0 ? new Range(left.least / number, left.most / number) : all;
                case REMAINDER_UNSIGNED -> known && number > 0 ? new Range(0, number - 1) : all;
                case REMAINDER_SIGNED -> remainder(left, right, all);
            };
        } catch (ArithmeticException overflow) {
            return all;
        }
    }

    /** The ends are products of ends. */
    private static Range product(Range left, Range right, Width width) {
        long[] products = {
            Math.multiplyExact(left.least, right.least),
            Math.multiplyExact(left.least, right.most),
            Math.multiplyExact(left.most, right.least),
            Math.multiplyExact(left.most, right.most)
        };
        Arrays.sort(products);
        return fit(products[0], products[products.length - 1], width);
    }

    private static Range and(Range left, Range right, Range all) {
        if (left.least >= 0 && right.least >= 0) return new Range(0, Math.min(left.most, right.most));
        if (left.least >= 0) return new Range(0, left.most);
        return right.least >= 0 ? new Range(0, right.most) : all;
    }

    private static Range shifted(Range left, long distance, Width width, Range all) {
        if (left.least >= 0) return new Range(distance == 0 ? 0 : left.least >> distance, left.most >> distance);
        if (distance == 0) return all;
        return new Range(0, width == Width.W32 ? 0xffffffffL >> distance : -1L >>> distance);
    }

    private static Range remainder(Range left, Range right, Range all) {
        if (right.least <= 0) return left.least >= 0 ? new Range(0, left.most) : all;
        long below = right.most - 1;
        return new Range(left.least >= 0 ? 0 : -below, left.most >= 0 ? Math.min(left.most, below) : 0);
    }

    private static long filled(long most) {
        return most == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(most);
    }

    /** What is left of this after a comparison with {@code right} came out true. */
    public Range after(Condition condition, Range right) {
        if (isEmpty() || right.isEmpty()) return EMPTY;
        return switch (condition) {
            case EQUAL -> intersection(right);
            case NOT_EQUAL -> {
                if (right.least != right.most) yield this;
                if (right.least == least) yield new Range(least + 1, most);
                yield right.least == most ? new Range(least, most - 1) : this;
            }
            case LESS_SIGNED -> right.most == Long.MIN_VALUE ? EMPTY : below(right.most - 1);
            case LESS_OR_EQUAL_SIGNED -> below(right.most);
            case GREATER_SIGNED -> right.least == Long.MAX_VALUE ? EMPTY : above(right.least + 1);
            case GREATER_OR_EQUAL_SIGNED -> above(right.least);
            case LESS_UNSIGNED -> right.least >= 0 ? intersection(new Range(0, right.most - 1)) : this;
            case LESS_OR_EQUAL_UNSIGNED -> right.least >= 0 ? intersection(new Range(0, right.most)) : this;
            case GREATER_UNSIGNED -> least >= 0 && right.least >= 0 ? above(right.least + 1) : this;
            case GREATER_OR_EQUAL_UNSIGNED -> least >= 0 && right.least >= 0 ? above(right.least) : this;
        };
    }

    private Range below(long highest) {
        return new Range(least, Math.min(most, highest));
    }

    private Range above(long lowest) {
        return new Range(Math.max(least, lowest), most);
    }
}
