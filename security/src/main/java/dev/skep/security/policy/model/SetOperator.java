package dev.skep.security.policy.model;

/** Whether something has to be in a set. */
public enum SetOperator {
    /** It has to be. */
    IN("In"),
    /** It must not be. */
    NOT_IN("NotIn");

    private final String tetragonName;

    SetOperator(String tetragonName) {
        this.tetragonName = tetragonName;
    }

    /** As policies write it. */
    public String tetragonName() {
        return tetragonName;
    }
}
