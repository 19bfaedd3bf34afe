package dev.skep.compiler.internal.ir;

/** How a {@link Branch} compares. */
public enum Condition {
    EQUAL,
    NOT_EQUAL,
    LESS_SIGNED,
    LESS_OR_EQUAL_SIGNED,
    GREATER_SIGNED,
    GREATER_OR_EQUAL_SIGNED,
    LESS_UNSIGNED,
    LESS_OR_EQUAL_UNSIGNED,
    GREATER_UNSIGNED,
    GREATER_OR_EQUAL_UNSIGNED;

    /** True exactly where this is false. */
    public Condition negated() {
        return switch (this) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case LESS_SIGNED -> GREATER_OR_EQUAL_SIGNED;
            case LESS_OR_EQUAL_SIGNED -> GREATER_SIGNED;
            case GREATER_SIGNED -> LESS_OR_EQUAL_SIGNED;
            case GREATER_OR_EQUAL_SIGNED -> LESS_SIGNED;
            case LESS_UNSIGNED -> GREATER_OR_EQUAL_UNSIGNED;
            case LESS_OR_EQUAL_UNSIGNED -> GREATER_UNSIGNED;
            case GREATER_UNSIGNED -> LESS_OR_EQUAL_UNSIGNED;
            case GREATER_OR_EQUAL_UNSIGNED -> LESS_UNSIGNED;
        };
    }

    /** The same comparison with the operands exchanged. */
    public Condition mirrored() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS_SIGNED -> GREATER_SIGNED;
            case LESS_OR_EQUAL_SIGNED -> GREATER_OR_EQUAL_SIGNED;
            case GREATER_SIGNED -> LESS_SIGNED;
            case GREATER_OR_EQUAL_SIGNED -> LESS_OR_EQUAL_SIGNED;
            case LESS_UNSIGNED -> GREATER_UNSIGNED;
            case LESS_OR_EQUAL_UNSIGNED -> GREATER_OR_EQUAL_UNSIGNED;
            case GREATER_UNSIGNED -> LESS_UNSIGNED;
            case GREATER_OR_EQUAL_UNSIGNED -> LESS_OR_EQUAL_UNSIGNED;
        };
    }

    /** The same comparison without sign. */
    public Condition unsigned() {
        return switch (this) {
            case LESS_SIGNED -> LESS_UNSIGNED;
            case LESS_OR_EQUAL_SIGNED -> LESS_OR_EQUAL_UNSIGNED;
            case GREATER_SIGNED -> GREATER_UNSIGNED;
            case GREATER_OR_EQUAL_SIGNED -> GREATER_OR_EQUAL_UNSIGNED;
            default -> this;
        };
    }

    /** The outcome for known operands. */
    public boolean evaluate(Width width, long left, long right) {
        long a = width == Width.W32 ? (int) left : left;
        long b = width == Width.W32 ? (int) right : right;
        return switch (this) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS_SIGNED -> a < b;
            case LESS_OR_EQUAL_SIGNED -> a <= b;
            case GREATER_SIGNED -> a > b;
            case GREATER_OR_EQUAL_SIGNED -> a >= b;
            case LESS_UNSIGNED -> Long.compareUnsigned(a, b) < 0;
            case LESS_OR_EQUAL_UNSIGNED -> Long.compareUnsigned(a, b) <= 0;
            case GREATER_UNSIGNED -> Long.compareUnsigned(a, b) > 0;
            case GREATER_OR_EQUAL_UNSIGNED -> Long.compareUnsigned(a, b) >= 0;
        };
    }
}
