package dev.skep.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.program.ProgramInfo;
import dev.skep.identity.cgroup.CgroupChanges;
import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.identity.files.RuntimeFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host so busy that groups are looked at long after they were made. */
class LateNewsTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    private Path bundles;
    private IdentitySettings settings;
    private final ToldChanges changes = new ToldChanges();

    /** Tells what the test says, when the test lets it. */
    private static final class ToldChanges implements CgroupChanges {
        private final LinkedBlockingQueue<Consumer<Sink>> told = new LinkedBlockingQueue<>();
        private volatile CountDownLatch busy = new CountDownLatch(0);

        void tell(Consumer<Sink> change) {
            told.add(change);
        }

        @Override
        public void poll(Duration timeout, Sink sink) {
            try {
                Consumer<Sink> change = told.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
                busy.await();
                while (change != null) {
                    change.accept(sink);
                    change = told.poll();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public String way() {
            return "by the test";
        }

        @Override
        public List<ProgramInfo> programs() {
            return List.of();
        }

        @Override
        public long lost() {
            return 0;
        }

        @Override
        public void wakeup() {
            tell(sink -> {});
        }

        @Override
        public void close() {
            busy.countDown();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        Path groups = Files.createDirectory(folder.resolve("cgroup"));
        bundles = Files.createDirectories(folder.resolve("containerd/io.containerd.runtime.v2.task"));
        settings = new IdentitySettings(
                new Hierarchy(groups, 0, ""),
                new RuntimeFolders(
                        List.of(folder.resolve("containerd")),
                        List.of(),
                        List.of(),
                        List.of(folder.resolve("runc")),
                        List.of()),
                new Node("test", Map.of()),
                PATIENCE,
                Duration.ofMinutes(1));
    }

    private HostIdentities start() {
        return HostIdentities.start(settings, List.of(), changes);
    }

    @Test
    void aContainerThatIsGoneWithItsFilesIsNamedByItsPlaceInContainerdsNamespace() throws Exception {
        Files.createDirectory(bundles.resolve("apps"));
        Files.createDirectories(folder.resolve("cgroup/apps/daemon"));
        try (HostIdentities identities = start()) {
            changes.tell(sink -> {
                sink.made(new Cgroup(77, "/apps/short"));
                sink.made(new Cgroup(78, "/apps/daemon"));
                sink.made(new Cgroup(79, "/else/short"));
            });
            Container named =
                    identities.await(77, Duration.ofSeconds(20)).container().orElseThrow();
            assertThat(named.name()).isEqualTo("short");
            assertThat(named.runtime()).isEqualTo(ContainerRuntime.CONTAINERD);
            // This one exists and has no files: nobody's container.
            assertThat(identities.await(78, Duration.ofSeconds(20))).isInstanceOf(Identity.PlainGroup.class);
            assertThat(identities.await(79, Duration.ofSeconds(20))).isInstanceOf(Identity.PlainGroup.class);
        }
    }

    @Test
    void aContainerOfRuncThatIsGoneWithItsFilesIsNamedByTheFolderThatTheyWereIn() throws Exception {
        Path state = folder.resolve("runc");
        Path first = state.resolve("first");
        Path second = state.resolve("second");
        try (HostIdentities identities = start()) {
            // The folder of runc's state is made with the first container.
            Files.createDirectories(first);
            assertIsNamed(identities, "first");
            Files.delete(first);
            Files.createDirectory(second);
            Files.delete(second);
            assertIsNamed(identities, "second");
        }
    }

    private void assertIsNamed(HostIdentities identities, String id) {
        await().untilAsserted(() -> {
            long group = System.nanoTime();
            changes.tell(sink -> sink.made(new Cgroup(group, "/any/" + id)));
            Identity identity = identities.await(group, Duration.ofSeconds(20));
            assertThat(identity.container()).as("%s", identity).isPresent();
            assertThat(identity.container().orElseThrow().name()).isEqualTo(id);
            assertThat(identity.container().orElseThrow().runtime()).isEqualTo(ContainerRuntime.RUNC);
        });
    }

    @Test
    void anEventWaitsWhileItsGroupStillHasToBeLookedAt() throws Exception {
        List<Identity> shown = new ArrayList<>();
        Files.createDirectories(folder.resolve("runc/busy"));
        Files.writeString(
                folder.resolve("runc/busy/state.json"),
                "{\"id\":\"busy\",\"cgroup_paths\":{\"\":\"/sys/fs/cgroup/busy\"}}");
        CountDownLatch busy = new CountDownLatch(1);
        try (HostIdentities identities = start()) {
            HeldEvents<String> held = held(identities, shown);
            changes.busy = busy;
            changes.tell(sink -> sink.made(new Cgroup(80, "/busy")));
            held.add("exec", 80);
            await().during(PATIENCE.multipliedBy(6)).until(() -> {
                held.release();
                return shown.isEmpty();
            });
            busy.countDown();
            await().until(() -> {
                held.release();
                return !shown.isEmpty();
            });
            assertThat(shown.getFirst().container().orElseThrow().name()).isEqualTo("busy");
            assertThat(held.givenUp()).isZero();
        } finally {
            busy.countDown();
        }
    }

    private static HeldEvents<String> held(HostIdentities identities, List<Identity> shown) {
        HeldEvents.Bounds bounds = new HeldEvents.Bounds(10, 100);
        return new HeldEvents<>(identities, PATIENCE, bounds, String::length, (event, identity) -> shown.add(identity));
    }

    @Test
    void aGroupThatNobodyToldOfIsNotWaitedForLonger() {
        List<Identity> shown = new ArrayList<>();
        try (HostIdentities identities = start()) {
            HeldEvents<String> held = held(identities, shown);
            held.add("exec", 81);
            await().atMost(PATIENCE.multipliedBy(8)).until(() -> {
                held.release();
                return !shown.isEmpty();
            });
            assertThat(held.givenUp()).isEqualTo(1);
        }
    }
}
