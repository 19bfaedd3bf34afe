package dev.skep.security.policy.model;

/**
 * By what a policy is known; no two that an agent has are equal.
 *
 * @param namespace the namespace whose pods it is for; empty of a TracingPolicy, which is for the whole host
 * @param name its name
 */
public record PolicyName(String namespace, String name) {
    /** The name of a policy for the whole host. */
    public static PolicyName ofHost(String name) {
        return new PolicyName("", name);
    }

    /** {@code namespace/name}, or the name alone. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
