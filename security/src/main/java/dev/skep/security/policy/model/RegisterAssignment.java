package dev.skep.security.policy.model;

/**
 * A register that is written, such as {@code rip=8(%rsp)}.
 *
 * @param register the register, by its name in assembler
 * @param source what is written
 * @param place where it stands
 */
public record RegisterAssignment(String register, Source source, Place place) {
    /** What is written. */
    public sealed interface Source {}

    /**
     * A number ({@code 11}).
     *
     * @param value the number
     */
    public record Constant(long value) implements Source {}

    /**
     * A register and a number added ({@code %rsp}, {@code 8%rsp}).
     *
     * @param register the register
     * @param offset the number
     */
    public record Register(String register, long offset) implements Source {}

    /**
     * What stands in the process's memory ({@code (%rsp)}, {@code 8(%rsp)}).
     *
     * @param register the register that has the address
     * @param offset what is added to it, in bytes
     */
    public record Memory(String register, long offset) implements Source {}
}
