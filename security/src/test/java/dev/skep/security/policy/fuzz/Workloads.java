package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods, and selectors of them in YAML. */
final class Workloads {
    private static final Map<String, List<String>> LABELS =
            Map.of("app", List.of("web", "db"), "tier", List.of("a", "b", "c"), "canary", List.of(""));
    private static final Map<String, List<String>> OF_CONTAINERS =
            Map.of("name", List.of("main", "side"), "repo", List.of("nginx", "busybox"));
    private static final List<String> NAMESPACES = List.of("default", "kube-system");

    private final RandomGenerator random;

    Workloads(RandomGenerator random) {
        this.random = random;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String pick(Map<String, List<String>> values, String key) {
        return pick(values.getOrDefault(key, NAMESPACES));
    }

    /** What a control group is: a container of a pod, one of none, or not known. */
    Optional<Workload> next() {
        return switch (random.nextInt(6)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(Workload.HOST);
            default -> {
                Map<String, String> labels = new TreeMap<>();
                LABELS.keySet().stream()
                        .sorted()
                        .filter(key -> random.nextBoolean())
                        .forEach(key -> labels.put(key, pick(LABELS, key)));
                yield Optional.of(new Workload(Optional.of(new Workload.PodContainer(
                        pick(NAMESPACES), labels, pick(OF_CONTAINERS, "name"), pick(OF_CONTAINERS, "repo")))));
            }
        };
    }

    /** Lines that say whose processes are meant; at least one. */
    List<String> selectors() {
        List<String> all = Stream.of(
                        "podSelector: " + selector(LABELS, "k8s:io.kubernetes.pod.namespace"),
                        "containerSelector: " + selector(OF_CONTAINERS, "name"),
                        "hostSelector: {}")
                .toList();
        List<String> some = all.stream().filter(line -> random.nextBoolean()).collect(Collectors.toList());
        return some.isEmpty() ? List.of(pick(all)) : some;
    }

    private String selector(Map<String, List<String>> values, String another) {
        List<String> keys = Stream.concat(values.keySet().stream().sorted(), Stream.of(another))
                .toList();
        return switch (random.nextInt(4)) {
            case 0 -> "{}";
            case 1 -> {
                String key = pick(keys);
                yield "{matchLabels: {\"" + key + "\": \"" + pick(values, key) + "\"}}";
            }
            default ->
                Stream.generate(() -> requirement(values, pick(keys)))
                        .limit(1 + random.nextInt(2))
                        .collect(Collectors.joining(", ", "{matchExpressions: [", "]}"));
        };
    }

    private String requirement(Map<String, List<String>> values, String key) {
        String operator = pick(List.of("In", "NotIn", "Exists", "DoesNotExist"));
        String several = operator.endsWith("In")
                ? ", values: " + Yaml.several(1 + random.nextInt(2), () -> pick(values, key))
                : "";
        return "{key: \"" + key + "\", operator: " + operator + several + "}";
    }
}
