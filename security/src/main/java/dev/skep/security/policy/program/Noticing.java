package dev.skep.security.policy.program;

/**
 * What some rules want to become of the system call that is being made.
 *
 * @param error its result, a negative errno; 0 to let it go on
 * @param signal a signal; 0 for none
 * @param users the rules
 */
public record Noticing(int error, int signal, RuleSet users) {}
