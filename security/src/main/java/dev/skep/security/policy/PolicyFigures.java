package dev.skep.security.policy;

import java.util.List;

/**
 * What a policy does and costs.
 *
 * @param kernelMemoryBytes memory of its maps and programs in the kernel; its share, of what it has together with others
 * @param hooks its hooks, in the order of the policy; none if it is not enabled
 */
public record PolicyFigures(long kernelMemoryBytes, List<HookFigures> hooks) {
    /** Of a policy that is not in force. */
    public static final PolicyFigures NONE = new PolicyFigures(0, List.of());

    /** Copies the list. */
    public PolicyFigures {
        hooks = List.copyOf(hooks);
    }

    /** Of all its hooks together. */
    public ActionCounters actions() {
        return hooks.stream()
                .flatMap(hook -> hook.selectors().stream())
                .map(HookFigures.SelectorFigures::actions)
                .reduce(ActionCounters.ZERO, ActionCounters::plus);
    }
}
