package dev.skep.agent.metrics;

import dev.skep.identity.Identity;
import dev.skep.identity.Pod;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what processes do, by what it is, binary and pod. There never are more than so many series: what comes later is counted without the
 * labels of its process. One thread counts.
 *
 * <p>It should not make names and labels each time: it remembers where the last ones of each kind were counted.
 *
 * @param <K> what they do; a value
 */
final class ProcessCounts<K> {
    private static final List<String> PROCESS_LABELS = List.of("namespace", "workload", "pod", "binary", "node_name");
    private static final int MOST_SERIES = 10_000;

    /** A power of two. */
    private static final int REMEMBERED = 512;

    private final String node;
    private final Function<? super K, List<String>> names;
    private final Map<Series<K>, AtomicLong> counts = new ConcurrentHashMap<>();
    private final @Nullable Place[] places = new @Nullable Place[REMEMBERED];
    private Set<String> placedBy;
    private volatile Set<String> labels;

    private record Series<K>(K kind, String namespace, String workload, String pod, String binary) {
        static <K> Series<K> withoutLabels(K kind) {
            return new Series<>(kind, "", "", "", "");
        }
    }

    /** Where it is counted what this very binary in this very group does. */
    private record Place(Object kind, String binary, Identity identity, AtomicLong count) {
        @SuppressWarnings("ReferenceEquality") // what is known of a group is one object until more is known
        boolean is(Object itsKind, String itsBinary, Identity itsIdentity) {
            return kind.equals(itsKind) && binary.equals(itsBinary) && identity == itsIdentity;
        }
    }

    /**
     * Counts nothing yet.
     *
     * @param kindLabels the labels that tell kinds apart
     * @param names their values for a kind, in that order
     * @param labels which labels of processes count separately
     */
    ProcessCounts(
            String name,
            String help,
            String node,
            List<String> kindLabels,
            Function<? super K, List<String>> names,
            Set<String> labels,
            PrometheusRegistry registry) {
        this.node = node;
        this.names = names;
        this.labels = placedBy = labels;
        List<String> all = new ArrayList<>(kindLabels);
        all.addAll(PROCESS_LABELS);
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(all.toArray(String[]::new))
                .callback(this::tell)
                .register(registry);
    }

    private void tell(CounterWithCallback.Callback counter) {
        counts.forEach((series, count) -> {
            List<String> values = new ArrayList<>(names.apply(series.kind));
            values.addAll(List.of(series.namespace, series.workload, series.pod, series.binary, node));
            counter.call((double) count.get(), values.toArray(String[]::new));
        });
    }

    /** Counts these labels separately from now on. */
    void labels(Set<String> newLabels) {
        labels = newLabels;
    }

    void count(K kind, String binary, Identity identity) {
        forgetOtherLabels();
        int at = (binary.hashCode() ^ (int) identity.cgroup().id() << 4 ^ kind.hashCode()) & REMEMBERED - 1;
        Place place = places[at];
        if (place == null || !place.is(kind, binary, identity)) {
            place = new Place(kind, binary, identity, series(kind, binary, identity.pod()));
            places[at] = place;
        }
        increment(place.count);
    }

    /** One thread counts, so it takes no lock and no retry. */
    static void increment(AtomicLong count) {
        count.setRelease(count.getPlain() + 1);
    }

    private void forgetOtherLabels() {
        Set<String> now = labels;
        if (!placedBy.equals(now)) {
            placedBy = now;
            Arrays.fill(places, null);
        }
    }

    private AtomicLong series(K kind, String binary, Optional<Pod> pod) {
        Set<String> wanted = placedBy;
        Series<K> series = new Series<>(
                kind,
                wanted.contains("namespace") && pod.isPresent() ? pod.get().namespace() : "",
                wanted.contains("workload") && pod.isPresent()
                        ? pod.get().workload().name()
                        : "",
                wanted.contains("pod") && pod.isPresent() ? pod.get().name() : "",
                wanted.contains("binary") ? binary : "");
        if (counts.size() >= MOST_SERIES && !counts.containsKey(series)) {
            series = Series.withoutLabels(kind);
        }
        return counts.computeIfAbsent(series, fresh -> new AtomicLong());
    }
}
