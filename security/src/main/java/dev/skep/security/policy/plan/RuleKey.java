package dev.skep.security.policy.plan;

import dev.skep.security.policy.model.PolicyName;

/**
 * What a rule is called as long as its policy is not changed: counters go by it.
 *
 * @param policy the policy
 * @param section the kind of hook
 * @param hook position of the hook in its section
 * @param selector position of the selector in the hook
 */
public record RuleKey(PolicyName policy, String section, int hook, int selector) {
    static RuleKey of(RuleOrigin origin) {
        return new RuleKey(
                origin.policy().policy().name(),
                origin.hook().point().section(),
                origin.hook().index(),
                origin.selector());
    }
}
