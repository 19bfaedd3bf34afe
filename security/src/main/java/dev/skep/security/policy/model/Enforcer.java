package dev.skep.security.policy.model;

import java.util.List;

/**
 * System calls, and functions of the LSM ({@code security_*}), that end with an error or a signal when {@link Action.NotifyEnforcer} says so.
 *
 * @param calls the calls
 * @param place where it stands
 */
public record Enforcer(List<Call> calls, Place place) {
    /** Copies the list. */
    public Enforcer {
        calls = List.copyOf(calls);
    }
}
