package dev.skep.identity;

import java.util.Map;

/**
 * This machine.
 *
 * @param name as Kubernetes knows it, or the host's name
 * @param labels those that Kubernetes has for it
 */
public record Node(String name, Map<String, String> labels) {
    /** Copies the labels. */
    public Node {
        labels = Map.copyOf(labels);
    }
}
