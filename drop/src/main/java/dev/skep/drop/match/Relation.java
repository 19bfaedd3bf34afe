package dev.skep.drop.match;

/** How two numbers compare. */
public enum Relation {
    /** {@code =}. */
    EQUAL,
    /** {@code !=}. */
    UNEQUAL,
    /** {@code <}. */
    LESS,
    /** {@code <=}. */
    AT_MOST,
    /** {@code >}. */
    GREATER,
    /** {@code >=}. */
    AT_LEAST;

    /** Whether it holds for numbers from 0 to {@link Quantity#LARGEST}. */
    public boolean holds(long left, long right) {
        return switch (this) {
            case EQUAL -> left == right;
            case UNEQUAL -> left != right;
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case GREATER -> left > right;
            case AT_LEAST -> left >= right;
        };
    }
}
