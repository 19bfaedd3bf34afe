package dev.skep.security.policy.program;

/**
 * Rules that remember or forget whose a socket is.
 *
 * @param socket the socket
 * @param track whether they remember it
 * @param users the rules
 */
public record Tracking(StructReader socket, boolean track, RuleSet users) {}
