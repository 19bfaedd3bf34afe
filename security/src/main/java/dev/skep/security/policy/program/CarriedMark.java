package dev.skep.security.policy.program;

/**
 * A bit that another table of processes has at another place.
 *
 * @param from its place there
 * @param to its place here
 */
public record CarriedMark(int from, int to) {}
