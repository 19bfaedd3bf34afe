package dev.skep.security.policy;

import java.util.List;

/**
 * What one hook of a policy does.
 *
 * @param section the field of the spec that has it, such as {@code kprobes}
 * @param index its position there
 * @param description what it names, such as {@code sys_openat} or {@code list:dups}
 * @param state whether it is attached
 * @param backend by what it is served, for people, such as {@code tracepoint syscalls/sys_enter_openat}
 * @param selectors its selectors, in the order of the policy; one without label of a hook that has none
 */
public record HookFigures(
        String section, int index, String description, State state, String backend, List<SelectorFigures> selectors) {
    /** Copies the list. */
    public HookFigures {
        selectors = List.copyOf(selectors);
    }

    /** Whether a hook is attached. */
    public enum State {
        /** It is. */
        LOADED,
        /** It is not: the binary is not one of those meant, and the policy ignores that. */
        DIGEST_REJECTED,
        /** It is not: the kernel has no such function, and the policy ignores that. */
        CALL_NOT_FOUND,
        /** Of some of its functions it is; others the kernel has not. */
        PARTIAL_CALL_NOT_FOUND
    }

    /**
     * What one selector did.
     *
     * @param label its label; empty: none
     * @param actions how often
     */
    public record SelectorFigures(String label, ActionCounters actions) {}
}
