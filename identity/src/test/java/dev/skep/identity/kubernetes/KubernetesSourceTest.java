package dev.skep.identity.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.Node;
import dev.skep.identity.Pod;
import dev.skep.identity.Workload;
import dev.skep.identity.scene.Facts;
import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.SourceState;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesSourceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NODE = "/api/v1/nodes/n1";
    private static final String PODS = "/api/v1/pods?fieldSelector=spec.nodeName%3Dn1";
    private static final String LIST = PODS + "&limit=500&resourceVersion=0";
    private static final String ID = "f52a212505a606972cf8614c3cb856539e71b77ecae33436c5ac442232fbacf8";

    private KubernetesMockServer server = new KubernetesMockServer(false);
    private final Facts facts = new Facts();
    private KubernetesSource source;

    @BeforeEach
    void start() {
        server.init();
        source = new KubernetesSource(
                new KubernetesSettings(
                        URI.create("http://" + server.getHostName() + ":" + server.getPort()),
                        Optional.empty(),
                        Optional.empty(),
                        "n1"),
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(50)));
    }

    @AfterEach
    void stop() {
        source.close();
        server.destroy();
    }

    private static String watch(int version) {
        return PODS + "&watch=true&allowWatchBookmarks=true&resourceVersion=" + version;
    }

    private static io.fabric8.kubernetes.api.model.Pod pod(String name, int version) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName(name)
                .withUid("uid-" + name)
                .withResourceVersion(Integer.toString(version))
                .addToLabels("app", name)
                .endMetadata()
                .build();
    }

    private static io.fabric8.kubernetes.api.model.PodList list(
            int version, String more, io.fabric8.kubernetes.api.model.Pod... pods) {
        return new PodListBuilder()
                .withNewMetadata()
                .withResourceVersion(Integer.toString(version))
                .withContinue(more)
                .endMetadata()
                .withItems(pods)
                .build();
    }

    private static WatchEvent event(String type, KubernetesResource object) {
        return new WatchEvent(object, type);
    }

    /** What the server's streams look like; the mock's own chunks are framed twice. */
    private static String stream(WatchEvent... events) {
        return Stream.of(events).map(Serialization::asJson).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void tellsOfPodsWithTheirContainersProbesAndWorkload() {
        server.expect()
                .get()
                .withPath(NODE)
                .andReturn(
                        200,
                        new NodeBuilder()
                                .withNewMetadata()
                                .withName("n1")
                                .addToLabels("zone", "a")
                                .endMetadata()
                                .build())
                .always();
        server.expect()
                .get()
                .withPath(LIST)
                .andReturn(
                        200,
                        list(
                                7,
                                "",
                                new PodBuilder(pod("web-5d4f8c7b6-abcde", 5))
                                        .editMetadata()
                                        .withGenerateName("web-5d4f8c7b6-")
                                        .addToLabels("pod-template-hash", "5d4f8c7b6")
                                        .addToAnnotations("note", "x")
                                        .addNewOwnerReference()
                                        .withKind("ReplicaSet")
                                        .withName("web-5d4f8c7b6")
                                        .withController(true)
                                        .endOwnerReference()
                                        .endMetadata()
                                        .withNewSpec()
                                        .addNewContainer()
                                        .withName("nginx")
                                        .withImage("nginx:1")
                                        .withNewSecurityContext()
                                        .withPrivileged(true)
                                        .endSecurityContext()
                                        .withNewLivenessProbe()
                                        .withNewExec()
                                        .addToCommand("cat", "/tmp/ok")
                                        .endExec()
                                        .endLivenessProbe()
                                        .endContainer()
                                        .addNewContainer()
                                        .withName("later")
                                        .withImage("busybox")
                                        .endContainer()
                                        .endSpec()
                                        .withNewStatus()
                                        .addNewContainerStatus()
                                        .withName("nginx")
                                        .withContainerID("containerd://" + ID)
                                        .withImage("docker.io/library/nginx:1")
                                        .withImageID("docker.io/library/nginx@sha256:00")
                                        .withNewState()
                                        .withNewRunning()
                                        .withStartedAt("2026-01-02T03:04:05Z")
                                        .endRunning()
                                        .endState()
                                        .endContainerStatus()
                                        .endStatus()
                                        .build()))
                .always();
        source.start(facts);
        await().atMost(SOON)
                .until(() -> !facts.pods().isEmpty() && !facts.nodes().isEmpty());
        assertThat(facts.nodes()).containsOnly(new Node("n1", Map.of("zone", "a")));
        assertThat(facts.pods().values()).singleElement().satisfies(told -> {
            assertThat(told.pod())
                    .isEqualTo(new Pod(
                            "shop",
                            "web-5d4f8c7b6-abcde",
                            "uid-web-5d4f8c7b6-abcde",
                            Map.of("app", "web-5d4f8c7b6-abcde", "pod-template-hash", "5d4f8c7b6"),
                            Map.of("note", "x"),
                            new Workload("web", "Deployment")));
            assertThat(told.containers())
                    .containsExactly(
                            new Container(
                                    ID,
                                    "nginx",
                                    new Image("docker.io/library/nginx@sha256:00", "docker.io/library/nginx:1"),
                                    ContainerRuntime.CONTAINERD,
                                    Instant.parse("2026-01-02T03:04:05Z"),
                                    0,
                                    true,
                                    List.of(List.of("cat", "/tmp/ok"))),
                            new Container(
                                    "",
                                    "later",
                                    new Image("", "busybox"),
                                    ContainerRuntime.UNKNOWN,
                                    Instant.EPOCH,
                                    0,
                                    false,
                                    List.of()));
        });
    }

    @Test
    void listsInPages() {
        server.expect()
                .get()
                .withPath(LIST)
                .andReturn(200, list(7, "rest", pod("a", 1)))
                .always();
        server.expect()
                .get()
                .withPath(PODS + "&limit=500&continue=rest")
                .andReturn(200, list(7, "", pod("b", 2)))
                .always();
        source.start(facts);
        await().atMost(SOON).until(() -> facts.pods().keySet().equals(Set.of("uid-a", "uid-b")));
    }

    @Test
    void followsChangesFromTheVersionOfTheListOn() {
        server.expect()
                .get()
                .withPath(LIST)
                .andReturn(200, list(7, "", pod("a", 1)))
                .always();
        server.expect()
                .get()
                .withPath(watch(7))
                .andReturn(
                        200,
                        stream(
                                event("ADDED", pod("b", 8)),
                                event("DELETED", pod("a", 9)),
                                event(
                                        "BOOKMARK",
                                        new PodBuilder()
                                                .withNewMetadata()
                                                .withResourceVersion("12")
                                                .endMetadata()
                                                .build())))
                .always();
        server.expect()
                .get()
                .withPath(watch(12))
                .andReturn(200, stream(event("MODIFIED", pod("c", 13))))
                .always();
        source.start(facts);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(facts.pods()).as("%s", source.state()).containsKey("uid-c"));
        assertThat(facts.pods()).containsKeys("uid-a", "uid-b");
        assertThat(facts.gone()).contains("uid-a");
    }

    @Test
    void listsAgainWhenTheServerHasForgottenTheVersion() {
        server.expect()
                .get()
                .withPath(LIST)
                .andReturn(200, list(7, "", pod("a", 1)))
                .once();
        server.expect()
                .get()
                .withPath(watch(7))
                .andReturn(
                        200,
                        stream(event(
                                "ERROR",
                                new StatusBuilder()
                                        .withCode(410)
                                        .withMessage("too old")
                                        .build())))
                .once();
        server.expect()
                .get()
                .withPath(LIST)
                .andReturn(200, list(20, "", pod("b", 19)))
                .once();
        server.expect().get().withPath(watch(20)).andReturn(410, "gone").once();
        server.expect()
                .get()
                .withPath(LIST)
                .andReturn(200, list(30, "", pod("c", 29)))
                .always();
        source.start(facts);
        await().atMost(SOON).until(() -> facts.pods().containsKey("uid-c"));
        assertThat(facts.gone()).contains("uid-a", "uid-b");
    }

    @Test
    void keepsTryingWhileTheServerFails() {
        server.expect().get().withPath(LIST).andReturn(500, "broken").times(3);
        server.expect().get().withPath(LIST).andReturn(200, "{\"items\":[{").times(2);
        server.expect()
                .get()
                .withPath(LIST)
                .andReturn(200, list(7, "", pod("a", 1)))
                .always();
        source.start(facts);
        await().atMost(SOON).until(() -> facts.pods().containsKey("uid-a"));
        assertThat(facts.gone()).isEmpty();
    }

    @Test
    void whatIsKnownStaysWhileTheServerIsGoneAndWhatHasChangedIsToldWhenItIsBack() throws Exception {
        server.expect()
                .get()
                .withPath(LIST)
                .andReturn(200, list(7, "", pod("a", 1), pod("b", 2)))
                .always();
        source.start(facts);
        await().atMost(SOON).until(() -> facts.pods().containsKey("uid-b"));
        int port = server.getPort();
        server.destroy();
        await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.UNREACHABLE);
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> facts.gone().isEmpty() && facts.pods().keySet().containsAll(List.of("uid-a", "uid-b")));
        assertThat(source.state().lastFailure()).isPresent();

        server = new KubernetesMockServer(false);
        server.init(InetAddress.getByName("localhost"), port);
        server.expect()
                .get()
                .withPath(LIST)
                .andReturn(200, list(90, "", pod("b", 2), pod("c", 80)))
                .always();
        await().atMost(SOON).until(() -> facts.pods().containsKey("uid-c"));
        await().atMost(SOON).until(() -> facts.gone().equals(List.of("uid-a")));
    }

    @Test
    void saysThatTheServerIsNotThere() {
        server.destroy();
        source.start(facts);
        await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.UNREACHABLE);
        source.close();
        await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.CLOSED);
    }

    @Test
    void isConfiguredByWhatAPodFinds(@TempDir Path account) throws Exception {
        Map<String, String> environment =
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443");
        assertThat(KubernetesSettings.inCluster("n1", environment, account)).isEmpty();
        Path token = Files.writeString(account.resolve("token"), "t");
        assertThat(KubernetesSettings.inCluster("n1", environment, account))
                .contains(new KubernetesSettings(
                        URI.create("https://[fd00::1]:6443"), Optional.of(token), Optional.empty(), "n1"));
        assertThat(KubernetesSettings.inCluster("n1", Map.of(), account)).isEmpty();
    }
}
