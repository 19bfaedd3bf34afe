package dev.skep.compiler.fuzz.tree;

/** Java's comparisons. */
public enum Relation {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    GREATER_OR_EQUAL(">="),
    GREATER(">"),
    LESS_OR_EQUAL("<=");

    private final String text;

    Relation(String text) {
        this.text = text;
    }

    /** The operator in source. */
    public String text() {
        return text;
    }

    /** What holds exactly where this does not. */
    public Relation negated() {
        return switch (this) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case LESS -> GREATER_OR_EQUAL;
            case GREATER_OR_EQUAL -> LESS;
            case GREATER -> LESS_OR_EQUAL;
            case LESS_OR_EQUAL -> GREATER;
        };
    }
}
