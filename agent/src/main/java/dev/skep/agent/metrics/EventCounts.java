package dev.skep.agent.metrics;

import dev.skep.agent.event.AgentEvent;
import dev.skep.events.Sink;
import dev.skep.identity.Identity;
import dev.skep.identity.Pod;
import dev.skep.security.process.ProcessEvent;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts events by kind, binary and pod. Called by the sensor's thread. There never are more than so many series: what comes later is
 * counted without its labels.
 *
 * <p>The sensor's thread should not make names and labels for each event: it remembers where the last events of each kind were counted.
 */
public final class EventCounts implements Sink<AgentEvent> {
    private static final int MOST_SERIES = 10_000;

    /** A power of two. */
    private static final int REMEMBERED = 512;

    private final String node;
    private final Map<Series, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Map<EventKind, AtomicLong> operations = new EnumMap<>(EventKind.class);
    private final @Nullable Place[] places = new @Nullable Place[REMEMBERED];
    private Set<String> placedBy;
    private volatile Set<String> labels;

    private record Series(String type, String namespace, String workload, String pod, String binary) {
        static Series withoutLabels(String type) {
            return new Series(type, "", "", "", "");
        }
    }

    /** Where events of a kind, of this very binary in this very group, are counted. */
    private record Place(EventKind kind, String binary, Identity identity, AtomicLong count) {
        @SuppressWarnings("ReferenceEquality") // what is known of a group is one object until more is known
        boolean is(EventKind itsKind, String itsBinary, Identity itsIdentity) {
            return kind == itsKind && binary.equals(itsBinary) && identity == itsIdentity;
        }
    }

    EventCounts(String node, Set<String> labels, PrometheusRegistry registry) {
        this.node = node;
        this.labels = placedBy = labels;
        for (EventKind kind : EventKind.values()) {
            operations.put(kind, new AtomicLong());
        }
        CounterWithCallback.builder()
                .name("tetragon_events_total")
                .help("The total number of events")
                .labelNames("type", "namespace", "workload", "pod", "binary", "node_name")
                .callback(this::tell)
                .register(registry);
        CounterWithCallback.builder()
                .name("tetragon_msg_op_total")
                .help("The total number of times each operation came from the kernel: 5 exec, 7 exit, 13 kprobe,"
                        + " 14 tracepoint, 15 uprobe, 16 LSM, 26 loader, 28 USDT")
                .labelNames("msg_op")
                .callback(counter -> operations.forEach((kind, count) ->
                        kind.operation().ifPresent(number -> counter.call((double) count.get(), number))))
                .register(registry);
    }

    private void tell(CounterWithCallback.Callback counter) {
        counts.forEach((series, count) -> counter.call(
                (double) count.get(), series.type, series.namespace, series.workload, series.pod, series.binary, node));
    }

    /** Counts these labels separately from now on. */
    public void labels(Set<String> newLabels) {
        labels = newLabels;
    }

    @Override
    public void event(AgentEvent event) {
        EventKind kind = EventKind.of(event.event());
        String binary = event.event() instanceof ProcessEvent known
                ? known.process().program().binary()
                : "";
        Identity identity = event.identity();
        forgetOtherLabels();
        int hash = binary.hashCode()
                ^ ((int) identity.cgroup().id() << 4)
                ^ kind.name().hashCode();
        int at = hash & (REMEMBERED - 1);
        Place place = places[at];
        if (place == null || !place.is(kind, binary, identity)) {
            place = new Place(kind, binary, identity, count(kind.name(), binary, identity.pod()));
            places[at] = place;
        }
        increment(place.count);
        increment(Objects.requireNonNull(operations.get(kind)));
    }

    /** One thread counts, so it takes no lock and no retry. */
    private static void increment(AtomicLong count) {
        count.setRelease(count.getPlain() + 1);
    }

    @SuppressWarnings("ReferenceEquality") // a new set is another question, whatever it holds
    private void forgetOtherLabels() {
        Set<String> now = labels;
        if (placedBy != now) {
            placedBy = now;
            Arrays.fill(places, null);
        }
    }

    private AtomicLong count(String type, String binary, Optional<Pod> pod) {
        Set<String> wanted = placedBy;
        Series series = new Series(
                type,
                wanted.contains("namespace") && pod.isPresent() ? pod.get().namespace() : "",
                wanted.contains("workload") && pod.isPresent()
                        ? pod.get().workload().name()
                        : "",
                wanted.contains("pod") && pod.isPresent() ? pod.get().name() : "",
                wanted.contains("binary") ? binary : "");
        if (counts.size() >= MOST_SERIES && !counts.containsKey(series)) {
            series = Series.withoutLabels(type);
        }
        return counts.computeIfAbsent(series, fresh -> new AtomicLong());
    }
}
