package dev.skep.security.policy.program;

/** About how long something takes in the kernel, in nanoseconds: only the order counts, in which things are tested. */
final class Cost {
    /** An argument, which is in a register or in the context. */
    static final int ARGUMENT = 1;

    /** A load through a pointer that the verifier knows, or that the processor checks. */
    static final int LOAD = 2;

    /** A helper without work of its own, such as for the process id. */
    static final int HELPER = 4;

    /** A look-up in a hash table. */
    static final int LOOKUP = 20;

    /** A number that a helper copies from memory. */
    static final int PROBE = 25;

    /** A text of the process. */
    static final int TEXT = 100;

    /** A path, component by component. */
    static final int PATH = 400;

    private Cost() {}
}
