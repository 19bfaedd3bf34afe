package dev.skep.identity;

import dev.skep.identity.source.ContainerFacts;
import dev.skep.identity.source.PodFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What runtimes and Kubernetes have told, put together: a runtime knows best what runs, Kubernetes what it belongs to. Used by one thread.
 */
final class KnownFacts {
    private final Map<String, ContainerFacts> containers = new HashMap<>();
    private final Map<String, PodFacts> pods = new HashMap<>();

    /** Adds what a runtime tells; what it leaves open stays as it was. */
    void add(ContainerFacts facts) {
        containers.merge(
                facts.container().id(),
                facts,
                (old, fresh) -> new ContainerFacts(
                        merge(fresh.container(), old.container()),
                        fresh.pod()
                                .map(pod -> old.pod()
                                        .map(before -> merge(pod, before))
                                        .orElse(pod))
                                .or(old::pod)));
    }

    /** Adds or replaces a pod. */
    void add(PodFacts facts) {
        pods.put(facts.pod().uid(), facts);
        if (!facts.staticUid().isEmpty()) {
            pods.put(facts.staticUid(), facts);
        }
    }

    /** Forgets containers that are not {@code kept}. */
    void forgetContainers(Predicate<String> kept) {
        containers.keySet().removeIf(id -> !kept.test(id));
    }

    /** Forgets pods that are in {@code gone} and of which no container is left. */
    void forgetPods(Set<String> gone, Predicate<String> kept) {
        for (String uid : gone) {
            PodFacts facts = pods.get(uid);
            if (facts != null && facts.containers().stream().noneMatch(container -> kept.test(container.id()))) {
                pods.remove(uid);
                pods.remove(facts.staticUid(), facts);
            }
        }
    }

    /** Whether a runtime has told of the container. */
    boolean knows(String id) {
        return containers.containsKey(id);
    }

    /** The container and its pod, if somebody has told of it. */
    Optional<ContainerFacts> find(String id, String podUid) {
        ContainerFacts told = containers.get(id);
        String uid = podUid;
        if (told != null
                && told.pod().isPresent()
                && !told.pod().orElseThrow().uid().isEmpty()) {
            uid = told.pod().orElseThrow().uid();
        }
        PodFacts pod = pods.get(uid);
        if (pod == null) {
            return Optional.ofNullable(told).map(facts -> withUid(facts, podUid));
        }
        Container declared = declared(pod, id, told);
        if (told == null) {
            return Optional.ofNullable(declared).map(container -> ContainerFacts.of(container, pod.pod()));
        }
        Container container = declared == null ? told.container() : merge(declared, told.container());
        return Optional.of(ContainerFacts.of(container, pod.pod()));
    }

    /** Whether Kubernetes has told of the pod. */
    boolean knowsPod(String uid) {
        return pods.containsKey(uid);
    }

    private static ContainerFacts withUid(ContainerFacts facts, String podUid) {
        return new ContainerFacts(
                facts.container(),
                facts.pod()
                        .map(pod -> pod.uid().isEmpty()
                                ? new Pod(
                                        pod.namespace(),
                                        pod.name(),
                                        podUid,
                                        pod.labels(),
                                        pod.annotations(),
                                        pod.workload())
                                : pod));
    }

    /** By id, or by name as long as Kubernetes does not know the id. */
    private static @Nullable Container declared(PodFacts pod, String id, @Nullable ContainerFacts told) {
        Container byName = null;
        for (Container container : pod.containers()) {
            if (container.id().equals(id)) {
                return container;
            }
            if (told != null && container.name().equals(told.container().name())) {
                byName = container;
            }
        }
        return byName;
    }

    private static Pod merge(Pod fresh, Pod old) {
        return new Pod(
                first(fresh.namespace(), old.namespace()),
                fresh.name(),
                first(fresh.uid(), old.uid()),
                fresh.labels().isEmpty() ? old.labels() : fresh.labels(),
                fresh.annotations().isEmpty() ? old.annotations() : fresh.annotations(),
                fresh.workload());
    }

    /** The first, with the gaps filled from the second. */
    private static Container merge(Container fresh, Container old) {
        List<List<String>> probes = fresh.execProbes().isEmpty() ? old.execProbes() : fresh.execProbes();
        return new Container(
                first(fresh.id(), old.id()),
                first(fresh.name(), old.name()),
                new Image(
                        first(fresh.image().id(), old.image().id()),
                        first(fresh.image().name(), old.image().name())),
                fresh.runtime() == ContainerRuntime.UNKNOWN ? old.runtime() : fresh.runtime(),
                fresh.startTime().equals(Instant.EPOCH) ? old.startTime() : fresh.startTime(),
                fresh.pid() == 0 ? old.pid() : fresh.pid(),
                fresh.privileged() || old.privileged(),
                probes);
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
