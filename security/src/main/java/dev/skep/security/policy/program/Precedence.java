package dev.skep.security.policy.program;

/**
 * Of the selectors of one hook of a policy, only the first that matches counts.
 *
 * @param rule a rule
 * @param later the rules behind it, which do not count if it matches
 */
public record Precedence(int rule, RuleSet later) {}
