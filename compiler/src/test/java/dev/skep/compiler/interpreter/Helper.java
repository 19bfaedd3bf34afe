package dev.skep.compiler.interpreter;

/**
 * A kernel helper as the machine knows it.
 *
 * @param arguments how many registers it reads
 * @param body what it does
 */
public record Helper(int arguments, Body body) {
    /** What a helper does. */
    @FunctionalInterface
    public interface Body {
        /** Does it and gives r0. */
        long call(Machine machine, long[] arguments);
    }
}
