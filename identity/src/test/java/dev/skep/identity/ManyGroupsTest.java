package dev.skep.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.identity.cgroup.CgroupTrace;
import dev.skep.identity.cgroup.Hierarchy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ManyGroupsTest {
    private static final int MANY = 10_000;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Hierarchy hierarchy = Hierarchy.ofThisHost();
    private final Path top =
            hierarchy.mount().resolve("skep-many-" + ProcessHandle.current().pid());
    private final List<Path> folders = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        Files.createDirectory(top);
    }

    @AfterEach
    void remove() throws Exception {
        for (Path folder : folders) {
            Files.deleteIfExists(folder);
        }
        Files.delete(top);
    }

    private void make() throws Exception {
        for (int i = 0; i < MANY; i++) {
            folders.add(Files.createDirectory(top.resolve("app" + i + ".service")));
        }
    }

    private static long id(Path folder) throws Exception {
        return ((Number) Files.getAttribute(folder, "unix:ino")).longValue();
    }

    private void assertAllAreKnown(HostIdentities identities) throws Exception {
        for (Path folder : folders) {
            assertThat(identities.of(id(folder)).unit())
                    .contains(new Unit(folder.getFileName().toString(), Unit.SYSTEM));
        }
    }

    @Test
    void tenThousandGroupsAreFollowedAsTheyComeAndGo() throws Exception {
        CgroupTrace trace = CgroupTrace.start(hierarchy);
        IdentitySettings settings = IdentitySettings.ofThisHost();
        IdentitySettings brief = new IdentitySettings(
                hierarchy, settings.folders(), new Node("n", Map.of()), settings.patience(), Duration.ofSeconds(1));
        try (HostIdentities identities = HostIdentities.start(brief, List.of(), trace)) {
            make();
            long last = id(folders.getLast());
            await().atMost(SOON).until(() -> identities.of(last).known());
            assertAllAreKnown(identities);
            List<Long> ids = new ArrayList<>();
            for (Path folder : folders) {
                ids.add(id(folder));
                Files.delete(folder);
            }
            // Gone for longer than they are kept for late events: nothing of them is left.
            await().atMost(SOON)
                    .until(() -> ids.stream().noneMatch(id -> identities.of(id).known()));
        }
    }

    @Test
    void tenThousandGroupsThatExistAreKnownAtOnce() throws Exception {
        make();
        try (HostIdentities identities = HostIdentities.start(IdentitySettings.ofThisHost(), List.of())) {
            assertAllAreKnown(identities);
        }
    }
}
