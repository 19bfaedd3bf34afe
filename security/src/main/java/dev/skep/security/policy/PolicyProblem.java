package dev.skep.security.policy;

import dev.skep.security.policy.model.Place;

/**
 * One thing that is wrong with a policy, or that cannot be done.
 *
 * @param place where it stands
 * @param field the field, such as {@code spec.kprobes[0].call}; empty if it is none
 * @param message what is wrong, and what is allowed
 */
public record PolicyProblem(Place place, String field, String message) {
    /** {@code FILE:LINE:COLUMN: field: what is wrong}. */
    @Override
    public String toString() {
        return place + ": " + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
