package dev.skep.security.policy.event;

import java.util.List;
import java.util.Optional;

/**
 * Which part of which policy an event comes from. One object serves all events of one hook of a policy.
 *
 * @param name the policy's name
 * @param namespace its namespace, if it belongs to one
 * @param message what the hook says to people; empty if nothing
 * @param tags the hook's tags
 */
public record PolicyReference(String name, Optional<String> namespace, String message, List<String> tags) {
    /** Copies. */
    public PolicyReference {
        tags = List.copyOf(tags);
    }
}
