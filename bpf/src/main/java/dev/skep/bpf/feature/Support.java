package dev.skep.bpf.feature;

/** Whether the running kernel has a feature. */
public sealed interface Support {
    /** What was found out, on one line. */
    String reason();

    /**
     * It has it.
     *
     * @param reason what worked
     */
    record Supported(String reason) implements Support {}

    /**
     * It lacks it or refuses it, to everybody.
     *
     * @param reason what the kernel said
     */
    record NotSupported(String reason) implements Support {}

    /**
     * This process could not find out, for want of rights or memory.
     *
     * @param reason what was in the way
     */
    record Inconclusive(String reason) implements Support {}

    /** Whether it is there for certain. */
    default boolean isSupported() {
        return this instanceof Supported;
    }
}
