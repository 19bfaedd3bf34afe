package dev.skep.security.policy.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code options} of a policy.
 *
 * @param disableKprobeMulti {@code disable-kprobe-multi}: one link for each function
 * @param disableUprobeMulti {@code disable-uprobe-multi}: one link for each place in a binary
 * @param overrideMethod {@code override-method}; empty: what the kernel has
 * @param mode {@code policy-mode}; empty: enforce
 * @param sleepablePreloadSize {@code sleepable-preload-size}: bytes of user memory that uprobes read ahead; empty: as needed
 */
public record PolicyOptions(
        boolean disableKprobeMulti,
        boolean disableUprobeMulti,
        Optional<OverrideMethod> overrideMethod,
        Optional<PolicyMode> mode,
        OptionalInt sleepablePreloadSize) {
    /** None. */
    public static final PolicyOptions NONE =
            new PolicyOptions(false, false, Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** How a function's return value is replaced. */
    public enum OverrideMethod {
        /** {@code fmod-ret}: a program of type fmod_ret. */
        FMOD_RET,
        /** {@code override-return}: bpf_override_return from a kprobe. */
        OVERRIDE_RETURN
    }
}
