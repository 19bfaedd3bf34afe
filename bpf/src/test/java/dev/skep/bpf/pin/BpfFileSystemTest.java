package dev.skep.bpf.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
final class BpfFileSystemTest {
    @TempDir
    private Path folder;

    @Test
    void isMountedForRootAlone() throws Exception {
        assertThat(BpfFileSystem.isMounted(folder)).isFalse();
        BpfFileSystem.mount(folder);
        try {
            assertThat(BpfFileSystem.isMounted(folder)).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            try (ArrayMap<Counter> map = ArrayMap.of(Counter.class, 1)) {
                map.create();
                map.pin(folder.resolve("map"));
            }
            assertThat(folder.resolve("map")).exists();
        } finally {
            assertThat(new ProcessBuilder("umount", folder.toString()).start().waitFor())
                    .isZero();
        }
        assertThat(BpfFileSystem.isMounted(folder)).isFalse();
    }

    @Test
    void needsAFolderThatIsThere() {
        Path absent = folder.resolve("absent");
        assertThat(BpfFileSystem.isMounted(absent)).isFalse();
        assertThatThrownBy(() -> BpfFileSystem.mount(absent))
                .isInstanceOfSatisfying(
                        SyscallException.class,
                        failure -> assertThat(failure.is(Errno.ENOENT)).isTrue())
                .hasMessageStartingWith("mount bpf at " + absent);
    }
}
