package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.PolicyWatch;
import dev.skep.security.policy.model.PolicyMode;

/**
 * A policy that is put into force.
 *
 * @param name its name
 * @param spec its specification, in YAML
 * @param mode what it does
 * @param enabled whether it counts
 */
record Given(String name, String spec, PolicyMode mode, boolean enabled) {
    /** It, read. */
    ActivePolicy active() {
        return new ActivePolicy(PolicyWatch.policy(name, spec).policy(), mode, enabled);
    }

    /** Whether it tells only so much. */
    boolean limits() {
        return spec.contains("rateLimit");
    }

    /** It with another specification. */
    Given with(String other) {
        return new Given(name, other, mode, enabled);
    }

    @Override
    public String toString() {
        return name + ", " + mode + (enabled ? "" : ", disabled") + ":\n" + spec;
    }
}
