package dev.skep.security.policy.plan;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.Selector;
import java.util.List;
import java.util.Optional;

/**
 * Where a rule comes from.
 *
 * @param policy the policy
 * @param hook its hook
 * @param selector position of the selector in the hook; 0 of a hook that has none
 */
public record RuleOrigin(ActivePolicy policy, Hook hook, int selector) {
    /** The selector; empty of a hook that has none, which matches always. */
    public Optional<Selector> rule() {
        List<Selector> selectors = hook.selectors();
        return selectors.isEmpty() ? Optional.empty() : Optional.of(selectors.get(selector));
    }

    /** Whether both are of one hook of one policy. */
    boolean isOfSameHookAs(RuleOrigin other) {
        return hook.index() == other.hook.index()
                && hook.point().section().equals(other.hook.point().section())
                && policy.policy().name().equals(other.policy.policy().name());
    }

    /** Whether what it does besides telling is done. */
    public boolean enforces() {
        return policy.mode() == PolicyMode.ENFORCE;
    }
}
