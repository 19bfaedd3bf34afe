package dev.skep.security.policy.program;

/**
 * A signal that some rules send.
 *
 * @param signal its number
 * @param users the rules
 */
public record Signalling(int signal, RuleSet users) {}
