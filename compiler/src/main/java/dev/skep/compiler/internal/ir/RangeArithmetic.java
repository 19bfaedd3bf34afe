package dev.skep.compiler.internal.ir;

/**
 * What operations of a width may give of two ranges that are not empty.
 *
 * @param width the width of the operation
 * @param left what its first operand may be
 * @param right what its second operand may be
 */
record RangeArithmetic(Width width, Range left, Range right) {
    Range of(BinaryOperation operation) {
        return switch (operation) {
            case ADD -> sum(left.least(), right.least(), left.most(), right.most());
            // Nothing less than the smallest number turned round is a number.
            case SUBTRACT ->
                right.least() == Long.MIN_VALUE ? all() : sum(left.least(), -right.most(), left.most(), -right.least());
            case MULTIPLY -> product(right);
            case AND -> and();
            case OR, XOR -> neitherNegative() ? new Range(0, filled(Math.max(left.most(), right.most()))) : all();
            case SHIFT_LEFT, SHIFT_RIGHT_UNSIGNED, SHIFT_RIGHT_SIGNED -> shifted(operation);
            case DIVIDE_UNSIGNED, DIVIDE_SIGNED, REMAINDER_UNSIGNED, REMAINDER_SIGNED -> divided(operation);
        };
    }

    private Range all() {
        return Range.all(width);
    }

    private boolean neitherNegative() {
        return left.least() >= 0 && right.least() >= 0;
    }

    /** All numbers from the one to the other, unless the width does not hold them. */
    private Range fit(long least, long most) {
        Range range = new Range(least, most);
        return least <= most && range.within(all()) ? range : all();
    }

    private Range sum(long a, long b, long c, long d) {
        return isSum(a, b) && isSum(c, d) ? fit(a + b, c + d) : all();
    }

    private static boolean isSum(long a, long b) {
        return ((a ^ (a + b)) & (b ^ (a + b))) >= 0;
    }

    /** The ends are products of ends. */
    private Range product(Range factor) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (long a : new long[] {left.least(), left.most()}) {
            for (long b : new long[] {factor.least(), factor.most()}) {
                if (!isProduct(a, b)) return all();
                least = Math.min(least, a * b);
                most = Math.max(most, a * b);
            }
        }
        return fit(least, most);
    }

    private static boolean isProduct(long a, long b) {
        return Math.multiplyHigh(a, b) == (a * b) >> (Long.SIZE - 1);
    }

    private Range and() {
        if (neitherNegative()) return new Range(0, Math.min(left.most(), right.most()));
        if (left.least() >= 0) return new Range(0, left.most());
        return right.least() >= 0 ? new Range(0, right.most()) : all();
    }

    private static long filled(long most) {
        return most == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(most);
    }

    private Range shifted(BinaryOperation operation) {
        int distance = (int) right.least() & width.bits() - 1;
        boolean known = right.isSingle();
        return switch (operation) {
            case SHIFT_LEFT -> known && right.within(0, width.bits() - 2L) ? product(Range.of(1L << distance)) : all();
            case SHIFT_RIGHT_SIGNED ->
                known
                        ? new Range(left.least() >> distance, left.most() >> distance)
                        : new Range(Math.min(left.least(), 0), Math.max(left.most(), 0));
            default -> {
                if (!known) yield left.least() >= 0 ? new Range(0, left.most()) : all();
                if (left.least() >= 0) yield new Range(left.least() >> distance, left.most() >> distance);
                yield distance == 0 ? all() : Range.bits(width.bits() - distance, false);
            }
        };
    }

    private Range divided(BinaryOperation operation) {
        long number = right.least();
        boolean known = right.isSingle() && number > 0;
        return switch (operation) {
            case DIVIDE_SIGNED -> known ? new Range(left.least() / number, left.most() / number) : all();
            case DIVIDE_UNSIGNED -> {
                if (left.least() < 0) yield all();
                yield known ? new Range(left.least() / number, left.most() / number) : new Range(0, left.most());
            }
            case REMAINDER_UNSIGNED -> known ? new Range(0, number - 1) : all();
            default -> remainder();
        };
    }

    private Range remainder() {
        if (right.least() <= 0) return left.least() >= 0 ? new Range(0, left.most()) : all();
        long below = right.most() - 1;
        return new Range(left.least() >= 0 ? 0 : -below, left.most() >= 0 ? Math.min(left.most(), below) : 0);
    }
}
