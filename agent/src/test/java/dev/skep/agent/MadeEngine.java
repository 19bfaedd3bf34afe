package dev.skep.agent;

import dev.skep.security.policy.ActionCounters;
import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.HookFigures;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.PolicyFigures;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.model.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that keeps what it is told. It cannot serve hooks whose message is {@code impossible}. */
public final class MadeEngine implements PolicyEngine {
    private final List<List<ActivePolicy>> applied = new CopyOnWriteArrayList<>();
    private final Map<Long, Workload> workloads = new ConcurrentHashMap<>();
    private volatile boolean closed;

    @Override
    public void apply(List<ActivePolicy> policies) {
        for (ActivePolicy policy : policies) {
            for (Hook hook : policy.policy().hooks()) {
                if (policy.enabled() && hook.message().equals("impossible")) {
                    throw new PolicyException(hook.place(), "", "no such function");
                }
            }
        }
        applied.add(List.copyOf(policies));
    }

    /** What is in force: names, with {@code -} behind disabled ones and the mode behind those that do not enforce. */
    public List<String> inForce() {
        return applied.isEmpty()
                ? List.of()
                : applied.getLast().stream().map(MadeEngine::text).toList();
    }

    /** How often it was told. */
    public int changes() {
        return applied.size();
    }

    private static String text(ActivePolicy policy) {
        String mode = switch (policy.mode()) {
            case ENFORCE -> "";
            case MONITOR -> " monitor";
            case MONITOR_ONLY -> " monitor only";
        };
        return policy.policy().name() + (policy.enabled() ? "" : " -") + mode;
    }

    @Override
    public void known(long cgroupId, Workload workload) {
        workloads.put(cgroupId, workload);
    }

    /** Whose the control groups are. */
    public Map<Long, Workload> workloads() {
        return workloads;
    }

    @Override
    public Optional<PolicyFigures> figures(PolicyName policy) {
        return applied.isEmpty()
                ? Optional.empty()
                : applied.getLast().stream()
                        .filter(active -> active.policy().name().equals(policy) && active.enabled())
                        .map(MadeEngine::figures)
                        .findFirst();
    }

    private static PolicyFigures figures(ActivePolicy active) {
        ActionCounters counters = new ActionCounters(3, 2, 0, 0, 1, 0, 0, 0, 0, 0);
        return new PolicyFigures(
                4096,
                active.policy().hooks().stream()
                        .map(hook -> new HookFigures(
                                hook.point().section(),
                                hook.index(),
                                hook.point().description(),
                                hook.ignore().callNotFound()
                                        ? HookFigures.State.CALL_NOT_FOUND
                                        : HookFigures.State.LOADED,
                                "made",
                                List.of(new HookFigures.SelectorFigures("", counters))))
                        .toList());
    }

    /** Whether it was ended. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
