package dev.skep.agent.metrics;

import dev.skep.agent.event.AgentEvent;
import dev.skep.events.Sink;
import dev.skep.identity.Identity;
import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.SyscallTable;
import dev.skep.security.process.ProcessEvent;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Counts events by kind, what policies saw by policy and hook, and system calls where a policy asks for all of them. Called by the sensor's thread. */
public final class EventCounts implements Sink<AgentEvent> {
    private static final HookName SYSTEM_CALLS = new HookName.Tracepoint("raw_syscalls", "sys_enter");

    private static final int MOST_HOOKS = 4096;

    private final ProcessCounts<EventKind> kinds;
    private final ProcessCounts<Hit> hits;
    private final ProcessCounts<String> calls;
    private final Map<EventKind, AtomicLong> operations = new EnumMap<>(EventKind.class);

    /** Hooks of other kinds may have one text. */
    private final Map<HookName, String> hooks = new HashMap<>();

    /** A hook of a policy, as text. */
    private record Hit(String policy, String hook) {}

    EventCounts(String node, Set<String> labels, PrometheusRegistry registry) {
        kinds = new ProcessCounts<>(
                "tetragon_events_total",
                "The total number of events",
                node,
                List.of("type"),
                kind -> List.of(kind.name()),
                labels,
                registry);
        hits = new ProcessCounts<>(
                "tetragon_policy_events_total",
                "The total number of events of policies",
                node,
                List.of("policy", "hook"),
                hit -> List.of(hit.policy, hit.hook),
                labels,
                registry);
        calls = new ProcessCounts<>(
                "tetragon_syscalls_total",
                "The total number of system calls that policies with raw_syscalls/sys_enter saw",
                node,
                List.of("syscall"),
                List::of,
                labels,
                registry);
        for (EventKind kind : EventKind.values()) {
            operations.put(kind, new AtomicLong());
        }
        CounterWithCallback.builder()
                .name("tetragon_msg_op_total")
                .help("The total number of times each operation came from the kernel: 5 exec, 7 exit, 13 kprobe,"
                        + " 14 tracepoint, 15 uprobe, 16 LSM, 26 loader, 27 throttle, 28 USDT")
                .labelNames("msg_op")
                .callback(counter ->
                        operations.forEach((kind, count) -> counter.call((double) count.get(), kind.operation())))
                .register(registry);
    }

    private static String name(ArgumentValue.SyscallId call) {
        return Abi.of(call.abi())
                .flatMap(abi -> SyscallTable.name(abi, call.number()))
                .orElse("unknown");
    }

    private String text(HookName hook) {
        String known = hooks.get(hook);
        if (known == null) {
            if (hooks.size() == MOST_HOOKS) {
                // They were of policies that are gone.
                hooks.clear();
            }
            known = HookText.of(hook);
            hooks.put(hook, known);
        }
        return known;
    }

    /** Counts these labels separately from now on. */
    public void labels(Set<String> newLabels) {
        kinds.labels(newLabels);
        hits.labels(newLabels);
        calls.labels(newLabels);
    }

    @Override
    public void event(AgentEvent event) {
        EventKind kind = EventKind.of(event.event());
        String binary = event.event() instanceof ProcessEvent known
                ? known.process().program().binary()
                : "";
        Identity identity = event.identity();
        kinds.count(kind, binary, identity);
        ProcessCounts.increment(Objects.requireNonNull(operations.get(kind)));
        if (event.event() instanceof PolicyEvent policy) {
            hits.count(new Hit(policy.policy().name(), text(policy.hook())), binary, identity);
            if (policy.hook().equals(SYSTEM_CALLS)) {
                systemCall(policy, binary, identity);
            }
        }
    }

    private void systemCall(PolicyEvent event, String binary, Identity identity) {
        for (Argument argument : event.arguments()) {
            if (argument.value() instanceof ArgumentValue.SyscallId call) {
                calls.count(name(call), binary, identity);
                return;
            }
        }
    }
}
