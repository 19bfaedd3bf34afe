package dev.skep.security.policy.program;

/**
 * An argument of fixed length in the record.
 *
 * @param argument the argument
 * @param at its place
 * @param users rules that send it
 */
public record FixedPart(ArgumentCode.Fixed argument, int at, RuleSet users) {}
