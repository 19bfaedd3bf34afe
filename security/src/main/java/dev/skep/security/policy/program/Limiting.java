package dev.skep.security.policy.program;

/**
 * A rule that does not send all.
 *
 * @param rule the rule
 * @param users the rule alone
 * @param likeness what is held back
 */
public record Limiting(int rule, RuleSet users, Likeness likeness) {}
