package dev.skep.agent.policy;

import com.google.protobuf.UInt32Value;
import dev.skep.api.message.HookState;
import dev.skep.api.message.HookStatus;
import dev.skep.api.message.TracingPolicyActionCounters;
import dev.skep.api.message.TracingPolicyMode;
import dev.skep.api.message.TracingPolicySelectorActionCounters;
import dev.skep.api.message.TracingPolicyState;
import dev.skep.api.message.TracingPolicyStats;
import dev.skep.api.message.TracingPolicyStatus;
import dev.skep.security.policy.ActionCounters;
import dev.skep.security.policy.HookFigures;
import dev.skep.security.policy.PolicyFigures;
import dev.skep.security.policy.model.PolicyMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How policies are, as messages. */
public final class PolicyMessages {
    private PolicyMessages() {}

    /** All of them; of one domain, if it is not empty. What cannot be read is among them, by the name of its file. */
    public static List<TracingPolicyStatus> all(PolicyManager manager, String domain) {
        List<TracingPolicyStatus> all = new ArrayList<>();
        for (PolicyEntry entry : manager.list()) {
            if (domain.isEmpty() || entry.origin().domain().equals(domain)) {
                all.add(status(entry, manager.figures(entry.name())));
            }
        }
        manager.unreadable().forEach((origin, error) -> {
            if (domain.isEmpty() || origin.domain().equals(domain)) {
                all.add(unreadable(origin, error));
            }
        });
        return all;
    }

    private static TracingPolicyStatus unreadable(PolicyOrigin origin, String error) {
        return TracingPolicyStatus.newBuilder()
                .setName(String.valueOf(Path.of(origin.where()).getFileName()))
                .setInfo(origin.where())
                .setDomain(origin.domain())
                .setState(TracingPolicyState.TP_STATE_LOAD_ERROR)
                .setError(error)
                .build();
    }

    @SuppressWarnings("deprecation") // Older clients read whether it is enabled.
    private static TracingPolicyStatus status(PolicyEntry entry, PolicyFigures figures) {
        boolean inForce = entry.state() == PolicyState.ENABLED;
        TracingPolicyStatus.Builder status = TracingPolicyStatus.newBuilder()
                .setId(entry.id())
                .setName(entry.name().name())
                .setNamespace(entry.name().namespace())
                .setInfo(entry.origin().where())
                .setDomain(entry.origin().domain())
                .setEnabled(inForce)
                .setError(entry.error())
                .setState(state(entry, figures))
                .setKernelMemoryBytes(figures.kernelMemoryBytes())
                .setMode(inForce ? mode(entry.mode()) : TracingPolicyMode.TP_MODE_UNKNOWN);
        if (entry.policy().restrictsWorkloads()) {
            status.setFilterId(entry.id());
        }
        entry.policy().hooks().stream()
                .map(hook -> hook.point().section())
                .distinct()
                .forEach(status::addSensors);
        if (entry.policy().loader()) {
            status.addSensors("loader");
        }
        if (!entry.policy().enforcers().isEmpty()) {
            status.addSensors("enforcers");
        }
        figures.hooks().forEach(hook -> status.addHookStatuses(hook(hook)));
        if (inForce) {
            status.setStats(stats(figures));
        }
        return status.build();
    }

    private static TracingPolicyState state(PolicyEntry entry, PolicyFigures figures) {
        boolean partly = figures.hooks().stream().anyMatch(hook -> hook.state() != HookFigures.State.LOADED);
        return entry.state() == PolicyState.ENABLED && partly
                ? TracingPolicyState.TP_STATE_PARTIALLY_ENABLED
                : entry.state().message();
    }

    /** A mode as messages say it. */
    public static TracingPolicyMode mode(PolicyMode mode) {
        return switch (mode) {
            case ENFORCE -> TracingPolicyMode.TP_MODE_ENFORCE;
            case MONITOR -> TracingPolicyMode.TP_MODE_MONITOR;
            case MONITOR_ONLY -> TracingPolicyMode.TP_MODE_MONITOR_ONLY;
        };
    }

    /** The mode that a message says, if it is one that can be chosen. */
    public static Optional<PolicyMode> mode(TracingPolicyMode mode) {
        return switch (mode) {
            case TP_MODE_ENFORCE -> Optional.of(PolicyMode.ENFORCE);
            case TP_MODE_MONITOR -> Optional.of(PolicyMode.MONITOR);
            case TP_MODE_UNKNOWN, TP_MODE_MONITOR_ONLY, UNRECOGNIZED -> Optional.empty();
        };
    }

    private static HookStatus hook(HookFigures hook) {
        return HookStatus.newBuilder()
                .setSection(hook.section())
                .setHookIdx(hook.index())
                .setHookDescription(hook.description())
                .setState(
                        switch (hook.state()) {
                            case LOADED -> HookState.STATUS_LOADED;
                            case DIGEST_REJECTED -> HookState.STATUS_DIGEST_REJECTED;
                            case CALL_NOT_FOUND -> HookState.STATUS_CALL_NOT_FOUND;
                            case PARTIAL_CALL_NOT_FOUND -> HookState.STATUS_PARTIAL_CALL_NOT_FOUND;
                        })
                .build();
    }

    private static final Map<String, String> KINDS = Map.of(
            "kprobes", "kprobe",
            "fentries", "fentry",
            "tracepoints", "tracepoint",
            "uprobes", "uprobe",
            "usdts", "usdt",
            "lsmhooks", "lsm");

    private static TracingPolicyStats stats(PolicyFigures figures) {
        TracingPolicyStats.Builder stats =
                TracingPolicyStats.newBuilder().setActionCounters(counters(figures.actions()));
        for (HookFigures hook : figures.hooks()) {
            for (int i = 0; i < hook.selectors().size(); i++) {
                HookFigures.SelectorFigures selector = hook.selectors().get(i);
                if (!selector.actions().equals(ActionCounters.ZERO)) {
                    stats.addSelectorActionCounters(TracingPolicySelectorActionCounters.newBuilder()
                            .setHook(KINDS.getOrDefault(hook.section(), hook.section()) + ":" + hook.description())
                            .setHookIndex(UInt32Value.of(hook.index()))
                            .setSelectorIndex(UInt32Value.of(i))
                            .setSelectorLabel(selector.label())
                            .setActionCounters(counters(selector.actions())));
                }
            }
        }
        return stats.build();
    }

    private static TracingPolicyActionCounters counters(ActionCounters actions) {
        return TracingPolicyActionCounters.newBuilder()
                .setPost(actions.post())
                .setSignal(actions.signal())
                .setMonitorSignal(actions.monitorSignal())
                .setOverride(actions.override())
                .setMonitorOverride(actions.monitorOverride())
                .setNotifyEnforcer(actions.notifyEnforcer())
                .setMonitorNotifyEnforcer(actions.monitorNotifyEnforcer())
                .setSet(actions.set())
                .setMonitorSet(actions.monitorSet())
                .setNopost(actions.noPost())
                .build();
    }
}
