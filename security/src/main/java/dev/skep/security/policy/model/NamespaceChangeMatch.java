package dev.skep.security.policy.model;

import java.util.List;

/**
 * Namespaces that are others than they were when the process called exec.
 *
 * @param operator whether one of {@code kinds} has to have changed, or one of the others
 * @param kinds namespaces
 * @param place where it stands
 */
public record NamespaceChangeMatch(SetOperator operator, List<NamespaceKind> kinds, Place place) {
    /** Copies the list. */
    public NamespaceChangeMatch {
        kinds = List.copyOf(kinds);
    }
}
