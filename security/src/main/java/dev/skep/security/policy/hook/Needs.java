package dev.skep.security.policy.hook;

import java.util.Set;

/**
 * What a hook of a policy asks of the hook that serves it.
 *
 * @param returns whether the result is wanted
 * @param denies whether an action replaces the result
 * @param kills whether an action sends SIGKILL
 * @param overrideReturn whether the policy insists on bpf_override_return
 * @param modifyReturn whether it insists on fmod_ret
 * @param arguments indexes of the arguments that are read
 */
public record Needs(
        boolean returns,
        boolean denies,
        boolean kills,
        boolean overrideReturn,
        boolean modifyReturn,
        Set<Integer> arguments) {
    /** Copies. */
    public Needs {
        arguments = Set.copyOf(arguments);
    }
}
