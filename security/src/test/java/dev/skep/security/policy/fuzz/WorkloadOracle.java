package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.LabelSelector;
import dev.skep.security.policy.model.Workload;
import dev.skep.security.policy.model.WorkloadSelector;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Says whether the processes of a control group are meant. */
final class WorkloadOracle {
    private WorkloadOracle() {}

    /**
     * Whether they are.
     *
     * @param workload what the group is; empty if nobody knows, then it is for what is for all alone
     */
    static boolean isMeant(WorkloadSelector selector, Optional<Workload> workload) {
        boolean pods = selector.pods().isPresent() || selector.containers().isPresent();
        boolean all = selector.host() && isForAll(selector.pods()) && isForAll(selector.containers());
        if (all || (!pods && !selector.host())) {
            return true;
        }
        Optional<Workload.PodContainer> container = workload.flatMap(Workload::pod);
        return container.isPresent()
                ? pods && isMeant(selector, container.get())
                : workload.isPresent() && selector.host();
    }

    private static boolean isForAll(Optional<LabelSelector> selector) {
        return selector.isPresent() && selector.get().requirements().isEmpty();
    }

    private static boolean isMeant(WorkloadSelector selector, Workload.PodContainer container) {
        Map<String, String> labels = new HashMap<>(container.labels());
        labels.put("k8s:io.kubernetes.pod.namespace", container.namespace());
        return hold(selector.pods(), labels)
                && hold(selector.containers(), Map.of("name", container.name(), "repo", container.repository()));
    }

    private static boolean hold(Optional<LabelSelector> selector, Map<String, String> labels) {
        return selector.stream()
                .flatMap(all -> all.requirements().stream())
                .allMatch(requirement -> holds(requirement, labels));
    }

    private static boolean holds(LabelSelector.Requirement requirement, Map<String, String> labels) {
        boolean there = labels.containsKey(requirement.label());
        boolean one = there && requirement.values().contains(Objects.requireNonNull(labels.get(requirement.label())));
        return switch (requirement.operator()) {
            case IN -> one;
            case NOT_IN -> !one;
            case EXISTS -> there;
            case DOES_NOT_EXIST -> !there;
        };
    }
}
