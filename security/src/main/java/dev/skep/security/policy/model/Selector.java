package dev.skep.security.policy.model;

import java.util.List;
import java.util.Optional;

/**
 * One case of a hook: if all its conditions hold, its actions are done. Names as in the schema, without {@code match}.
 *
 * @param label its name in status and metrics; empty: none
 * @param pids conditions on the process's number
 * @param arguments conditions on arguments
 * @param data conditions on data
 * @param returnArguments conditions on the return value: whether the return event is sent, and return actions are done
 * @param binaries conditions on the process's binary
 * @param parentBinaries conditions on its parent's binary
 * @param namespaces conditions on its namespaces
 * @param namespaceChanges which namespaces have changed since its exec
 * @param capabilities conditions on its capabilities
 * @param capabilityChanges which capabilities have changed since its exec
 * @param workloads whose process it has to be
 * @param actions what is done; empty: the event is posted
 * @param returnActions what is done on return, if {@code returnArguments} hold
 * @param place where it stands
 */
public record Selector(
        String label,
        List<PidMatch> pids,
        List<ArgumentMatch> arguments,
        List<ArgumentMatch> data,
        List<ArgumentMatch> returnArguments,
        List<BinaryMatch> binaries,
        List<BinaryMatch> parentBinaries,
        List<NamespaceMatch> namespaces,
        List<NamespaceChangeMatch> namespaceChanges,
        List<CapabilityMatch> capabilities,
        List<CapabilityMatch> capabilityChanges,
        Optional<WorkloadSelector> workloads,
        List<Action> actions,
        List<Action> returnActions,
        Place place) {
    /** Copies the lists. */
    public Selector {
        pids = List.copyOf(pids);
        arguments = List.copyOf(arguments);
        data = List.copyOf(data);
        returnArguments = List.copyOf(returnArguments);
        binaries = List.copyOf(binaries);
        parentBinaries = List.copyOf(parentBinaries);
        namespaces = List.copyOf(namespaces);
        namespaceChanges = List.copyOf(namespaceChanges);
        capabilities = List.copyOf(capabilities);
        capabilityChanges = List.copyOf(capabilityChanges);
        actions = List.copyOf(actions);
        returnActions = List.copyOf(returnActions);
    }
}
