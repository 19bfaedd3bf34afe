package dev.skep.compiler.fuzz.tree;

/** Java's binary operators on integers. */
public enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    REMAINDER("%"),
    AND("&"),
    OR("|"),
    XOR("^"),
    SHIFT_LEFT("<<"),
    SHIFT_RIGHT(">>"),
    SHIFT_RIGHT_UNSIGNED(">>>");

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    /** The operator in source. */
    public String text() {
        return text;
    }

    /** Whether the right operand is an int in any case. */
    public boolean shift() {
        return compareTo(SHIFT_LEFT) >= 0;
    }
}
