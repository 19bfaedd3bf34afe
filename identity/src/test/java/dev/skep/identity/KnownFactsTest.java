package dev.skep.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.identity.source.ContainerFacts;
import dev.skep.identity.source.PodFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownFactsTest {
    private static final Workload WORKLOAD = new Workload("web", "Deployment");

    private final KnownFacts facts = new KnownFacts();

    private static Container container(String id, String name, String image, int pid, List<List<String>> probes) {
        return new Container(
                id, name, new Image("", image), ContainerRuntime.CONTAINERD, Instant.EPOCH, pid, false, probes);
    }

    private static Pod pod(String uid, Map<String, String> labels, Map<String, String> annotations) {
        return new Pod("shop", "web-1", uid, labels, annotations, WORKLOAD);
    }

    @Test
    void laterFactsFillGapsAndTakeNothingAway() {
        facts.add(ContainerFacts.of(container("c", "nginx", "", 42, List.of()), pod("u", Map.of("a", "b"), Map.of())));
        facts.add(ContainerFacts.of(container("c", "", "nginx:1", 0, List.of()), pod("u", Map.of(), Map.of("n", "x"))));
        ContainerFacts found = facts.find("c", "").orElseThrow();
        assertThat(found.container().name()).isEqualTo("nginx");
        assertThat(found.container().image().name()).isEqualTo("nginx:1");
        assertThat(found.container().pid()).isEqualTo(42);
        assertThat(found.pod().orElseThrow().labels()).isEqualTo(Map.of("a", "b"));
        assertThat(found.pod().orElseThrow().annotations()).isEqualTo(Map.of("n", "x"));
    }

    @Test
    void kubernetesAddsWhatTheRuntimeDoesNotKnow() {
        facts.add(ContainerFacts.of(
                container("c", "nginx", "nginx:1", 42, List.of()),
                new Pod("shop", "web-1", "u", Map.of(), Map.of(), new Workload("web-1", "Pod"))));
        facts.add(new PodFacts(
                pod("u", Map.of("app", "web"), Map.of()),
                List.of(container("", "nginx", "", 0, List.of(List.of("cat", "/ok"))))));
        ContainerFacts found = facts.find("c", "").orElseThrow();
        assertThat(found.container().pid()).isEqualTo(42);
        assertThat(found.container().execProbes()).containsExactly(List.of("cat", "/ok"));
        assertThat(found.pod().orElseThrow().workload()).isEqualTo(WORKLOAD);
        assertThat(found.pod().orElseThrow().labels()).isEqualTo(Map.of("app", "web"));
    }

    @Test
    void kubernetesAloneNamesAContainerByItsId() {
        facts.add(
                new PodFacts(pod("u", Map.of(), Map.of()), List.of(container("c", "nginx", "nginx:1", 0, List.of()))));
        assertThat(facts.find("c", "u").orElseThrow().container().name()).isEqualTo("nginx");
        assertThat(facts.find("d", "u")).isEmpty();
    }

    @Test
    void aStaticPodIsFoundByTheUidThatKubeletRunsItUnder() {
        facts.add(new PodFacts(pod("mirror", Map.of(), Map.of("kubernetes.io/config.hash", "hash")), List.of()));
        facts.add(ContainerFacts.of(container("c", "etcd", "", 1, List.of())));
        assertThat(facts.find("c", "hash").orElseThrow().pod().orElseThrow().uid())
                .isEqualTo("mirror");
    }

    @Test
    void theUidOfThePathCountsWhereTheRuntimeSaysNone() {
        facts.add(ContainerFacts.of(container("c", "nginx", "", 1, List.of()), pod("", Map.of(), Map.of())));
        assertThat(facts.find("c", "u7").orElseThrow().pod().orElseThrow().uid())
                .isEqualTo("u7");
    }

    @Test
    void podsThatAreGoneStayAsLongAsAContainerOfThemDoes() {
        facts.add(new PodFacts(pod("u", Map.of(), Map.of()), List.of(container("c", "nginx", "", 0, List.of()))));
        facts.forgetPods(Set.of("u"), id -> true);
        assertThat(facts.knowsPod("u")).isTrue();
        facts.forgetPods(Set.of("u"), id -> false);
        assertThat(facts.knowsPod("u")).isFalse();
    }
}
