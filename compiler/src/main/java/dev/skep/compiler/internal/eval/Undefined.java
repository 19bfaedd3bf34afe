package dev.skep.compiler.internal.eval;

/** A place that holds nothing usable; using it is an error for the reason given. */
public record Undefined(String why) implements Abstract {
    /** A local variable that has not been assigned. */
    static final Undefined UNASSIGNED = new Undefined("the variable has no value here");
}
