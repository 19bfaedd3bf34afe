package dev.skep.security.policy.program;

/**
 * What some rules write into the process.
 *
 * @param write what is written
 * @param users the rules
 */
public record Writing(UserWrite write, RuleSet users) {}
