package dev.skep.security.policy.model;

import java.util.List;
import java.util.Optional;

/**
 * One policy.
 *
 * @param name its name
 * @param hooks its hooks: kprobes, fentries, tracepoints, uprobes, usdts and lsmhooks, each kind in the order of the file
 * @param loader whether executable files that are mapped are told of ({@code process_loader})
 * @param enforcers system calls that {@link Action.NotifyEnforcer} may end
 * @param options what it wants otherwise than usual
 * @param workloads whose processes it is for
 * @param nodes labels of the nodes that it is for; empty is every node
 * @param place where it begins
 */
public record Policy(
        PolicyName name,
        List<Hook> hooks,
        boolean loader,
        List<Enforcer> enforcers,
        PolicyOptions options,
        WorkloadSelector workloads,
        Optional<LabelSelector> nodes,
        Place place) {
    /** Copies the lists. */
    public Policy {
        hooks = List.copyOf(hooks);
        enforcers = List.copyOf(enforcers);
    }

    /** Whether it is not for all processes of the node. */
    public boolean restrictsWorkloads() {
        return !name.namespace().isEmpty() || workloads.restricts();
    }

    /** Whether it is for the processes of a workload. */
    public boolean isFor(Workload workload) {
        boolean inNamespace = name.namespace().isEmpty()
                || workload.pod()
                        .filter(pod -> pod.namespace().equals(name.namespace()))
                        .isPresent();
        return inNamespace && workloads.accepts(workload);
    }
}
