package dev.skep.security.policy.event;

/**
 * An argument of an event.
 *
 * @param label what the policy calls it, empty for no name
 * @param value what it held
 */
public record Argument(String label, ArgumentValue value) {}
