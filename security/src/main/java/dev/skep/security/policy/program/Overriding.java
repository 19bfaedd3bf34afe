package dev.skep.security.policy.program;

/**
 * A result that some rules let the hook return.
 *
 * @param error 0 or a negative errno
 * @param users the rules
 */
public record Overriding(int error, RuleSet users) {}
