package dev.skep.security.policy.model;

import java.util.Map;
import java.util.Optional;

/**
 * Whose processes those of a control group are.
 *
 * @param pod the pod; empty of processes outside of pods
 */
public record Workload(Optional<PodContainer> pod) {
    /** No pod's. */
    public static final Workload HOST = new Workload(Optional.empty());

    /**
     * A container of a pod.
     *
     * @param namespace the pod's namespace
     * @param labels the pod's labels
     * @param name the container's name
     * @param repository the container's image without tag and digest
     */
    public record PodContainer(String namespace, Map<String, String> labels, String name, String repository) {
        /** Copies the labels. */
        public PodContainer {
            labels = Map.copyOf(labels);
        }
    }
}
