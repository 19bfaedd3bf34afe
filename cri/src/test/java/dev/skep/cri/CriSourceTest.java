package dev.skep.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.HostIdentities;
import dev.skep.identity.Identity;
import dev.skep.identity.IdentitySettings;
import dev.skep.identity.Pod;
import dev.skep.identity.Workload;
import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.identity.files.RuntimeFolders;
import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.SourceState;
import dev.skep.testkit.container.Containerd;
import dev.skep.testkit.container.Runc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods of a real containerd. */
@Tag("kernel")
class CriSourceTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String UID = "4c9f1974-5c46-44c2-b42f-3bbf0e98eef9";
    private static final String OTHER_UID = "5d0f1974-5c46-44c2-b42f-3bbf0e98eef9";
    private static final RuntimeFolders NO_FILES =
            new RuntimeFolders(List.of(), List.of(), List.of(), List.of(), List.of());

    private final Hierarchy hierarchy = Hierarchy.ofThisHost();
    private Containerd containerd;
    private Kubelet kubelet;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        containerd = new Containerd(folder);
        containerd.importImage();
        kubelet = new Kubelet(containerd.socket(), folder);
    }

    @AfterEach
    void stop() throws Exception {
        kubelet.close();
        containerd.close();
        Runc.removeGroups();
    }

    private CriSource source() {
        return new CriSource(containerd.socket(), new Backoff(Duration.ofMillis(10), Duration.ofMillis(200)));
    }

    private long group(String path) throws Exception {
        Path folder = hierarchy.mount().resolve(path.substring(1));
        return ((Number) Files.getAttribute(folder, "unix:ino")).longValue();
    }

    private static String name(Identity identity) {
        return identity.container().map(Container::name).orElse("");
    }

    @Test
    void tellsOfContainersThatRunAndTheirPods() {
        Kubelet.RunningPod pod = kubelet.run("shop", "web", UID, "nginx", "sleep", "60");
        ToldContainers facts = new ToldContainers();
        try (CriSource source = source()) {
            source.start(facts);
            await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.CONNECTED);
        }
        assertThat(facts.container(pod.container())).satisfies(told -> {
            Container container = told.container();
            assertThat(container.name()).isEqualTo("nginx");
            assertThat(container.image().name()).isEqualTo(Containerd.IMAGE);
            assertThat(container.image().id()).isNotEmpty();
            assertThat(container.runtime()).isEqualTo(ContainerRuntime.CONTAINERD);
            assertThat(container.pid()).isPositive();
            assertThat(container.startTime()).isAfter(Instant.EPOCH);
        });
        assertThat(facts.container(pod.sandbox())).satisfies(told -> {
            assertThat(told.container().name()).isEqualTo("POD");
            assertThat(told.pod())
                    .contains(new Pod("shop", "web", UID, Map.of("app", "web"), Map.of(), new Workload("web", "Pod")));
        });
    }

    @Test
    void containersAreNamedByTheInterfaceAloneAndByFilesAlone() throws Exception {
        IdentitySettings settings = IdentitySettings.ofThisHost();
        RuntimeFolders files =
                new RuntimeFolders(List.of(containerd.state()), List.of(), List.of(), List.of(), List.of());
        try (HostIdentities byInterface = HostIdentities.start(settings.folders(NO_FILES), List.of(source()));
                HostIdentities byFiles = HostIdentities.start(settings.folders(files), List.of())) {
            long group = group(
                    kubelet.run("shop", "web", UID, "nginx", "sleep", "60").group());
            await().atMost(SOON)
                    .until(() -> byInterface
                                    .of(group)
                                    .container()
                                    .map(Container::pid)
                                    .orElse(0)
                            > 0);
            Identity one = byInterface.of(group);
            Identity other = byFiles.await(group, Duration.ofSeconds(1));
            assertThat(name(one)).isEqualTo("nginx");
            assertThat(one.pod().orElseThrow().labels()).isEqualTo(Map.of("app", "web"));
            assertThat(name(other)).isEqualTo("nginx");
            assertThat(other.container().orElseThrow().image().name()).isEqualTo(Containerd.IMAGE);
            assertThat(other.pod().orElseThrow().name()).isEqualTo("web");
            assertThat(other.pod().orElseThrow().namespace()).isEqualTo("shop");
            assertThat(other.pod().orElseThrow().uid()).isEqualTo(UID);
        }
    }

    @Test
    void namesStayWhileTheRuntimeIsAwayAndNewOnesComeAfterItsReturn() throws Exception {
        Kubelet.RunningPod before = kubelet.run("shop", "web", UID, "nginx", "sleep", "60");
        CriSource source = source();
        try (HostIdentities identities =
                HostIdentities.start(IdentitySettings.ofThisHost().folders(NO_FILES), List.of(source))) {
            long group = group(before.group());
            await().atMost(SOON).until(() -> name(identities.of(group)).equals("nginx"));
            containerd.kill();
            await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.UNREACHABLE);
            assertThat(name(identities.of(group))).isEqualTo("nginx");
            containerd.restart();
            await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.CONNECTED);
            assertThat(name(identities.of(group))).isEqualTo("nginx");
            long next = group(kubelet.run("shop", "db", OTHER_UID, "postgres", "sleep", "60")
                    .group());
            await().atMost(SOON).until(() -> name(identities.of(next)).equals("postgres"));
        }
    }
}
