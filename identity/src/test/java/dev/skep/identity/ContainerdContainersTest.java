package dev.skep.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.identity.files.RuntimeFolders;
import dev.skep.identity.scene.Execs;
import dev.skep.testkit.container.Containerd;
import dev.skep.testkit.container.Runc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers of containerd's own clients, by the files that it leaves. */
@Tag("kernel")
class ContainerdContainersTest {
    @AfterEach
    void removeGroups() throws Exception {
        Runc.removeGroups();
    }

    private static final int MANY = 500;

    /** So many that the host has no time left. */
    private static final int AT_ONCE = 16;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void noneOfManyShortContainersIsUnnamed(@TempDir Path folder) throws Exception {
        String prefix = "skep" + ProcessHandle.current().pid() + "-";
        List<String> ids = IntStream.range(0, MANY).mapToObj(i -> prefix + i).toList();
        try (Containerd containerd = new Containerd(folder);
                HostIdentities identities = HostIdentities.start(
                        IdentitySettings.ofThisHost()
                                .folders(new RuntimeFolders(
                                        List.of(containerd.state()), List.of(), List.of(), List.of(), List.of())),
                        List.of());
                Execs execs = new Execs(Hierarchy.ofThisHost().current(), identities);
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<String>> ends = new ArrayList<>();
            for (String id : ids) {
                Callable<String> run = () -> {
                    containerd.run(id, "/bin/true");
                    return id;
                };
                ends.add(threads.submit(run));
            }
            for (Future<String> end : ends) {
                end.get();
            }
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                Map<String, Identity> shown = execs.seen().stream()
                        .filter(seen -> seen.comm().equals("true"))
                        .map(Execs.Seen::identity)
                        .filter(identity -> identity.cgroup().path().contains(prefix))
                        .collect(Collectors.toMap(
                                identity -> identity.container()
                                        .map(Container::name)
                                        .orElse("unnamed"),
                                identity -> identity));
                assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(ids);
                assertThat(shown.values())
                        .allMatch(identity ->
                                identity.container().orElseThrow().runtime() == ContainerRuntime.CONTAINERD);
            });
        }
    }
}
