package dev.skep.compiler.fuzz;

/** What came of a method. */
sealed interface Verdict {
    /** The same everywhere. */
    record Same(int runs, int loads) implements Verdict {}

    /** The compiler refused it, for a reason that a user would read. */
    record Refused(String reason) implements Verdict {}

    /** The verifier could not follow it to its end within its limits. */
    record TooComplex(String summary) implements Verdict {}

    /**
     * A bug.
     *
     * @param kind what kind, so that a smaller method with another bug is not taken for the same
     * @param run the input, or -1 where it never ran
     * @param text what happened
     */
    record Bug(Kind kind, int run, String text) implements Verdict {}

    /** Kinds of bugs. */
    enum Kind {
        COMPILER_FAILS,
        VERIFIER_REFUSES,
        INTERPRETER_FAULTS,
        INTERPRETER_DIFFERS,
        KERNEL_DIFFERS
    }
}
