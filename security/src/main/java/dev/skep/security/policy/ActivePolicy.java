package dev.skep.security.policy;

import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;

/**
 * A policy that is to be in force.
 *
 * @param policy the policy
 * @param mode whether it enforces
 * @param enabled whether its hooks are attached
 */
public record ActivePolicy(Policy policy, PolicyMode mode, boolean enabled) {}
