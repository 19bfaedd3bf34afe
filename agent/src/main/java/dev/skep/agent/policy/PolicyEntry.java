package dev.skep.agent.policy;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyName;
import java.util.Optional;

/**
 * A policy that an agent has.
 *
 * @param id its number; none is used twice
 * @param policy what it says
 * @param origin where it comes from
 * @param state how it is
 * @param chosenMode the mode that somebody has chosen for it, instead of its own
 * @param error what went wrong; empty: nothing. Of a policy in force: why its newer version is not
 */
public record PolicyEntry(
        long id, Policy policy, PolicyOrigin origin, PolicyState state, Optional<PolicyMode> chosenMode, String error) {
    /** Its name. */
    public PolicyName name() {
        return policy.name();
    }

    /** Whether it enforces. */
    public PolicyMode mode() {
        return chosenMode.or(() -> policy.options().mode()).orElse(PolicyMode.ENFORCE);
    }

    PolicyEntry with(PolicyState newState) {
        return new PolicyEntry(id, policy, origin, newState, chosenMode, error);
    }

    PolicyEntry withMode(PolicyMode mode) {
        return new PolicyEntry(id, policy, origin, state, Optional.of(mode), error);
    }

    PolicyEntry withError(String newError) {
        return new PolicyEntry(id, policy, origin, state, chosenMode, newError);
    }

    /** What the engine is told of it. */
    ActivePolicy active() {
        return new ActivePolicy(policy, mode(), state != PolicyState.DISABLED);
    }
}
