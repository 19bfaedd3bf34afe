package dev.skep.security.policy.hook;

import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.StructReader;

/** Where an argument of what a policy names is found at the hook that serves it. */
public sealed interface Source {
    /**
     * At a position of what the hook passes.
     *
     * @param position the position
     */
    record Position(int position) implements Source {}

    /**
     * A number from elsewhere.
     *
     * @param reader what reads it
     */
    @SuppressWarnings("AvoidCommonTypeNames") // as the other kinds
    record Number(NumberReader reader) implements Source {}

    /**
     * A struct from elsewhere.
     *
     * @param reader what finds it
     */
    record Struct(StructReader reader) implements Source {}

    /**
     * Nowhere.
     *
     * @param reason why
     */
    record Missing(String reason) implements Source {}
}
