package dev.skep.agent.metrics;

import dev.skep.agent.event.AgentEvent;
import dev.skep.events.Sink;
import dev.skep.identity.Pod;
import dev.skep.security.process.ProcessEvent;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Counts events by kind, binary and pod. Called by the sensor's thread. There never are more than so many series: what comes later is
 * counted without its labels.
 */
public final class EventCounts implements Sink<AgentEvent> {
    private static final int MOST_SERIES = 10_000;

    private final String node;
    private final Counter events;
    private final Counter operations;
    private final Set<Series> known = new HashSet<>();
    private volatile Set<String> labels;

    private record Series(String type, String namespace, String workload, String pod, String binary) {}

    EventCounts(String node, Set<String> labels, PrometheusRegistry registry) {
        this.node = node;
        this.labels = labels;
        events = Counter.builder()
                .name("tetragon_events_total")
                .help("The total number of events")
                .labelNames("type", "namespace", "workload", "pod", "binary", "node_name")
                .register(registry);
        operations = Counter.builder()
                .name("tetragon_msg_op_total")
                .help(
                        "The total number of times each operation came from the kernel: 5 exec, 7 exit, 13 kprobe, 14 tracepoint, 15 uprobe, 16 LSM, 26 loader, 28 USDT")
                .labelNames("msg_op")
                .register(registry);
    }

    /** Counts these labels separately from now on. */
    public void labels(Set<String> newLabels) {
        labels = newLabels;
    }

    @Override
    public void event(AgentEvent event) {
        EventKind kind = EventKind.of(event.event());
        String type = kind.name();
        Set<String> wanted = labels;
        Optional<Pod> pod = event.identity().pod();
        Series series = new Series(
                type,
                wanted.contains("namespace") && pod.isPresent() ? pod.get().namespace() : "",
                wanted.contains("workload") && pod.isPresent()
                        ? pod.get().workload().name()
                        : "",
                wanted.contains("pod") && pod.isPresent() ? pod.get().name() : "",
                wanted.contains("binary") && event.event() instanceof ProcessEvent process
                        ? process.process().program().binary()
                        : "");
        if (!known.contains(series)) {
            if (known.size() < MOST_SERIES) {
                known.add(series);
            } else {
                series = new Series(type, "", "", "", "");
            }
        }
        events.labelValues(series.type, series.namespace, series.workload, series.pod, series.binary, node)
                .inc();
        operations.labelValues(kind.operation()).inc();
    }
}
