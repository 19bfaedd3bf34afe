package dev.skep.agent.metrics;

import dev.skep.agent.event.AgentEvent;
import dev.skep.events.Sink;
import dev.skep.identity.Identity;
import dev.skep.identity.Pod;
import dev.skep.security.process.ProcessExec;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.Map;
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
    private final AtomicLong execs = new AtomicLong();
    private final AtomicLong exits = new AtomicLong();
    private final @Nullable Place[] places = new @Nullable Place[REMEMBERED];
    private Set<String> placedBy;
    private volatile Set<String> labels;

    private record Series(String type, String namespace, String workload, String pod, String binary) {
        static Series withoutLabels(String type) {
            return new Series(type, "", "", "", "");
        }
    }

    /** Where events of a kind, of this very binary in this very group, are counted. */
    private record Place(boolean exec, String binary, Identity identity, AtomicLong count) {
        @SuppressWarnings("ReferenceEquality") // what is known of a group is one object until more is known
        boolean is(boolean anExec, String itsBinary, Identity itsIdentity) {
            return exec == anExec && binary.equals(itsBinary) && identity == itsIdentity;
        }
    }

    EventCounts(String node, Set<String> labels, PrometheusRegistry registry) {
        this.node = node;
        this.labels = placedBy = labels;
        CounterWithCallback.builder()
                .name("tetragon_events_total")
                .help("The total number of events")
                .labelNames("type", "namespace", "workload", "pod", "binary", "node_name")
                .callback(this::tell)
                .register(registry);
        CounterWithCallback.builder()
                .name("tetragon_msg_op_total")
                .help("The total number of times each operation came from the kernel: 5 exec, 7 exit")
                .labelNames("msg_op")
                .callback(counter -> {
                    counter.call((double) execs.get(), "5");
                    counter.call((double) exits.get(), "7");
                })
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
        boolean exec = event.event() instanceof ProcessExec;
        String binary = event.event().process().program().binary();
        Identity identity = event.identity();
        forgetOtherLabels();
        int at = (binary.hashCode() ^ (int) identity.cgroup().id() << 1 ^ (exec ? 1 : 0)) & REMEMBERED - 1;
        Place place = places[at];
        if (place == null || !place.is(exec, binary, identity)) {
            place = new Place(exec, binary, identity, count(exec, binary, identity.pod()));
            places[at] = place;
        }
        increment(place.count);
        increment(exec ? execs : exits);
    }

    /** One thread counts, so it takes no lock and no retry. */
    private static void increment(AtomicLong count) {
        count.setRelease(count.getPlain() + 1);
    }

    private void forgetOtherLabels() {
        Set<String> now = labels;
        if (placedBy != now) {
            placedBy = now;
            Arrays.fill(places, null);
        }
    }

    private AtomicLong count(boolean exec, String binary, Optional<Pod> pod) {
        String type = exec ? "PROCESS_EXEC" : "PROCESS_EXIT";
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
