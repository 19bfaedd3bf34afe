package dev.skep.security.policy.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose processes are meant. With no selector at all: all of them. Otherwise containers of pods that meet both the pod's and the
 * container's selector (of the two, a missing one is any), and with {@code host} also processes outside of containers of pods.
 *
 * @param pods labels of the pod; {@code k8s:io.kubernetes.pod.namespace} is its namespace
 * @param containers fields of the container: {@code name}, and {@code repo}, its image without tag
 * @param host whether processes of the host count ({@code hostSelector: {}})
 */
public record WorkloadSelector(Optional<LabelSelector> pods, Optional<LabelSelector> containers, boolean host) {
    /** All processes. */
    public static final WorkloadSelector ALL = new WorkloadSelector(Optional.empty(), Optional.empty(), false);

    private static final String NAMESPACE_LABEL = "k8s:io.kubernetes.pod.namespace";

    /** Whether the processes of a workload are meant. */
    public boolean accepts(Workload workload) {
        if (!restricts()) {
            return true;
        }
        return workload.pod().map(this::accepts).orElse(host);
    }

    private boolean accepts(Workload.PodContainer container) {
        if (pods.isEmpty() && containers.isEmpty()) {
            return false;
        }
        Map<String, String> labels = new HashMap<>(container.labels());
        labels.putIfAbsent(NAMESPACE_LABEL, container.namespace());
        return pods.orElse(LabelSelector.ANY).accepts(labels)
                && containers
                        .orElse(LabelSelector.ANY)
                        .accepts(Map.of("name", container.name(), "repo", container.repository()));
    }

    /** Whether any process is left out. */
    public boolean restricts() {
        boolean nothing = pods.isEmpty() && containers.isEmpty() && !host;
        boolean everything = host
                && pods.filter(LabelSelector.ANY::equals).isPresent()
                && containers.filter(LabelSelector.ANY::equals).isPresent();
        return !nothing && !everything;
    }
}
