package dev.skep.identity;

import java.util.Map;

/**
 * A pod of this node.
 *
 * @param namespace where it lives
 * @param name its name
 * @param uid what tells it from later pods of the same name
 * @param labels its labels
 * @param annotations its annotations
 * @param workload what made it
 */
public record Pod(
        String namespace,
        String name,
        String uid,
        Map<String, String> labels,
        Map<String, String> annotations,
        Workload workload) {
    /** Copies the maps. */
    public Pod {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
