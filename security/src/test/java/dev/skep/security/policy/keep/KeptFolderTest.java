package dev.skep.security.policy.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.map.GlobalData;
import dev.skep.bpf.pin.BpfFileSystem;
import dev.skep.bpf.pin.FrozenText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
final class KeptFolderTest {
    @TempDir
    private Path fileSystem;

    private KeptFolder folder;

    @BeforeEach
    void mount() {
        BpfFileSystem.mount(fileSystem);
        folder = new KeptFolder(fileSystem);
    }

    @AfterEach
    void unmount() throws Exception {
        assertThat(new ProcessBuilder("umount", fileSystem.toString()).start().waitFor())
                .isZero();
    }

    private Pins keeping(String policy) throws IOException {
        Pins pins = folder.begin();
        pins.describe(pins.manifest().with(List.of(policy), Map.of("question", 3), Map.of()));
        return pins;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatAnAgentKeepsIsItsOwnAsLongAsItRunsAndIsLeftThen() throws IOException {
        assertThat(folder.left()).isEmpty();
        try (Pins _ = keeping("web")) {
            assertThat(folder.left()).isEmpty();
            assertThat(folder.running())
                    .extracting(KeptManifest::pid)
                    .containsExactly(ProcessHandle.current().pid());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
        assertThat(folder.running()).isEmpty();
        assertThat(folder.orphaned()).hasSize(1);
        try (Succession next = Succession.open(folder, true)) {
            assertThat(next.policies()).containsExactly("web");
            assertThat(next.before().getFirst().manifest().orElseThrow().marks())
                    .containsOnly(Map.entry("question", 3));
            assertThat(folder.left()).as("another has it").isEmpty();
            assertThat(folder.orphaned()).isEmpty();
            next.end();
            assertThat(next.before()).isEmpty();
            assertThat(names(folder.path())).containsExactly("2");
        }
        assertThat(names(folder.path())).isEmpty();
    }

    @Test
    void anAgentThatDidNotComeToWorkLeavesNothing() throws IOException {
        try (Succession failed = Succession.open(folder, true)) {
            Pins pins = failed.pins().orElseThrow();
            pins.describe(pins.manifest().with(List.of("web"), Map.of(), Map.of()));
            assertThat(failed.kept()).isEmpty();
        }
        assertThat(names(folder.path())).isEmpty();
    }

    @Test
    void whatALaterSkepKeptIsEndedThoughItCannotBeRead() throws IOException {
        try (Pins _ = keeping("web");
                GlobalData later = FrozenText.create("later", "skep policies 2\npolicy web\n")) {
            Path manifest = folder.path().resolve("1/manifest");
            Files.delete(manifest);
            later.pin(manifest);
        }
        try (Succession next = Succession.open(folder, false)) {
            assertThat(next.policies()).isEmpty();
            assertThat(next.before())
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.manifest()).isEmpty());
            next.end();
        }
        assertThat(names(folder.path())).isEmpty();
    }

    @Test
    void foldersThatOthersMayHaveFilledAreRefused() throws IOException {
        keeping("web").close();
        for (Path open :
                List.of(folder.path().getParent(), folder.path(), folder.path().resolve("1"))) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));
            assertThatThrownBy(() -> Succession.open(folder, false))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(open + " is not trusted: it belongs to user 0 with rwxrwx---");
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
        }
        Files.setAttribute(folder.path(), "unix:uid", 1);
        assertThatThrownBy(folder::begin).hasMessageContaining("belongs to user 1");
    }

    @Test
    void withoutABpfFileSystemNothingIsKept(@TempDir Path elsewhere) {
        assertThatThrownBy(() -> new KeptFolder(elsewhere).begin())
                .isInstanceOf(IOException.class)
                .hasMessage("policies cannot be kept: no BPF file system is mounted at " + elsewhere
                        + " (mount -t bpf -o mode=0700 bpf " + elsewhere + ")");
    }
}
