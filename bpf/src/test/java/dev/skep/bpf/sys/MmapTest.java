package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MmapTest {
    @TempDir
    private Path directory;

    @Test
    void readsAFileUntilTheArenaCloses() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "skep");
        MemorySegment mapped;
        try (Arena arena = Arena.ofConfined()) {
            try (Fd fd = Fd.open(file.toString(), 0)) {
                mapped = Mmap.map(fd, 0, 4, Mmap.PROT_READ, Mmap.MAP_PRIVATE, arena);
            }
            assertThat(mapped.byteSize()).isEqualTo(4);
            assertThat(mapped.get(ValueLayout.JAVA_BYTE, 3)).isEqualTo((byte) 'p');
            assertThatThrownBy(() -> mapped.get(ValueLayout.JAVA_BYTE, 4))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> mapped.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesWhatCannotBeMapped() {
        try (Arena arena = Arena.ofConfined();
                Fd fd = Fd.open("/proc/self/status", 0)) {
            assertThatThrownBy(() -> Mmap.map(fd, 0, 4096, Mmap.PROT_READ, Mmap.MAP_SHARED, arena))
                    .isInstanceOf(SyscallException.class)
                    .hasMessageStartingWith("mmap /proc/self/status: E");
        }
    }
}
