package dev.skep.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.identity.files.RuntimeFolders;
import dev.skep.identity.scene.Execs;
import dev.skep.testkit.container.Runc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers by runc alone, which is the hardest: nobody but its state file knows of them. */
@Tag("kernel")
class RuncContainersTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 500;

    private final Hierarchy hierarchy = Hierarchy.ofThisHost();
    private final List<String> started = new ArrayList<>();
    private Runc runc;
    private IdentitySettings settings;

    @BeforeEach
    void prepare(@TempDir Path folder) throws Exception {
        runc = new Runc(folder);
        settings = IdentitySettings.ofThisHost()
                .folders(new RuntimeFolders(List.of(), List.of(), List.of(), List.of(runc.state()), List.of()));
    }

    @AfterEach
    void remove() throws Exception {
        for (String id : started) {
            runc.delete(id);
        }
        Runc.removeGroups();
    }

    private long start(String id) throws Exception {
        runc.start(id, "sleep", "60");
        started.add(id);
        return group(id);
    }

    private long group(String id) throws Exception {
        Path folder = hierarchy.mount().resolve(Runc.group(id));
        return ((Number) Files.getAttribute(folder, "unix:ino")).longValue();
    }

    private static String name(Identity identity) {
        return identity.container().map(Container::name).orElse("");
    }

    @Test
    void containersThatRunAlreadyAreKnownAtOnce() throws Exception {
        long group = start("before");
        try (HostIdentities identities = HostIdentities.start(settings, List.of())) {
            Container container = identities.of(group).container().orElseThrow();
            assertThat(container.name()).isEqualTo("before");
            assertThat(container.runtime()).isEqualTo(ContainerRuntime.RUNC);
            assertThat(container.pid()).isPositive();
            assertThat(identities.all()).contains(identities.of(group));
        }
    }

    @Test
    void newContainersAreKnownAndThoseThatEndStayKnownForLateEvents() throws Exception {
        List<String> told = new ArrayList<>();
        try (HostIdentities identities = HostIdentities.start(settings, List.of());
                Subscription _ = identities.listen(new IdentityListener() {
                    @Override
                    public void known(Identity identity) {
                        identity.container().ifPresent(container -> told.add("known " + container.name()));
                    }

                    @Override
                    public void ended(Identity identity) {
                        identity.container().ifPresent(container -> told.add("ended " + container.name()));
                    }
                })) {
            long group = start("later");
            assertThat(name(identities.await(group, Identities.PATIENCE))).isEqualTo("later");
            runc.delete("later");
            started.clear();
            await().atMost(SOON).until(() -> told.contains("ended later"));
            assertThat(told).contains("known later");
            assertThat(name(identities.of(group))).isEqualTo("later");
        }
    }

    @Test
    void groupsBelowAContainersBelongToIt() throws Exception {
        long group = start("outer");
        Path below = hierarchy.mount().resolve(Runc.group("outer/below"));
        try (HostIdentities identities = HostIdentities.start(settings, List.of())) {
            assertThat(name(identities.of(group))).isEqualTo("outer");
            Files.createDirectory(below);
            long inner = ((Number) Files.getAttribute(below, "unix:ino")).longValue();
            assertThat(name(identities.await(inner, Identities.PATIENCE))).isEqualTo("outer");
        } finally {
            Files.deleteIfExists(below);
        }
    }

    @Test
    void groupsThatNobodyKnowsAreGivenUpOnceAndForAll() {
        try (HostIdentities identities = HostIdentities.start(settings, List.of())) {
            assertThat(identities.of(-5)).isEqualTo(Identity.Unresolved.YET);
            assertThat(identities.await(-5, Duration.ofMillis(1)).cgroup()).isEqualTo(new Cgroup(-5, ""));
            assertThat(identities.of(-5).known()).isTrue();
        }
    }

    @Test
    void plainGroupsAreKnownWithoutDelay() throws Exception {
        Path folder = hierarchy
                .mount()
                .resolve("skep-plain-" + ProcessHandle.current().pid());
        try (HostIdentities identities = HostIdentities.start(settings, List.of())) {
            Files.createDirectory(folder);
            long group = ((Number) Files.getAttribute(folder, "unix:ino")).longValue();
            assertThat(identities.await(group, Duration.ofSeconds(1)))
                    .isEqualTo(new Identity.PlainGroup(new Cgroup(group, "/" + folder.getFileName())));
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    @Test
    void noneOfManyShortContainersIsUnnamed() throws Exception {
        List<String> ids = IntStream.range(0, MANY).mapToObj(i -> "short" + i).toList();
        try (HostIdentities identities = HostIdentities.start(settings, List.of());
                Execs execs = new Execs(hierarchy.current(), identities)) {
            for (String id : ids) {
                runc.run(id, "true");
            }
            await().atMost(SOON)
                    .until(() -> execs.seen().stream()
                            .anyMatch(seen -> name(seen.identity()).equals(ids.getLast())));
            Map<String, Optional<String>> shown = execs.seen().stream()
                    .filter(seen -> seen.comm().equals("true")
                            && seen.identity().cgroup().path().contains("/short"))
                    .collect(Collectors.toMap(
                            seen -> seen.identity().cgroup().path(),
                            seen -> seen.identity().container().map(Container::name)));
            assertThat(shown.values())
                    .containsExactlyInAnyOrderElementsOf(
                            ids.stream().map(Optional::of).toList());
        }
    }
}
