package dev.skep.drop.match;

/** Arithmetic of unsigned 32-bit numbers, as the classic BPF machine has it. */
public enum Operator {
    /** Sum. */
    PLUS,
    /** Difference. */
    MINUS,
    /** Product. */
    TIMES,
    /** Quotient; nothing matches where the divisor is zero. */
    DIVIDE,
    /** Remainder; nothing matches where the divisor is zero. */
    REMAINDER,
    /** Bits of both. */
    AND,
    /** Bits of either. */
    OR,
    /** Bits of one. */
    XOR,
    /** Shifted to the left; by more than 31 gives 0. */
    LEFT,
    /** Shifted to the right; by more than 31 gives 0. */
    RIGHT;

    /** The result of numbers from 0 to {@link Quantity#LARGEST}, or {@link Quantity#CUT} for a division by zero. */
    public long apply(long left, long right) {
        return switch (this) {
            case PLUS -> (left + right) & Quantity.LARGEST;
            case MINUS -> (left - right) & Quantity.LARGEST;
            case TIMES -> (left * right) & Quantity.LARGEST;
            case DIVIDE -> right == 0 ? Quantity.CUT : Long.divideUnsigned(left, right);
            case REMAINDER -> right == 0 ? Quantity.CUT : Long.remainderUnsigned(left, right);
            case AND -> left & right;
            case OR -> left | right;
            case XOR -> left ^ right;
            case LEFT -> right > 31 ? 0 : (left << right) & Quantity.LARGEST;
            case RIGHT -> right > 31 ? 0 : left >>> right;
        };
    }
}
