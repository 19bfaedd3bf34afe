package dev.skep.bpf.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
final class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void othersWaitUntilItIsGivenBack() throws Exception {
        Process other;
        try (FolderLock _ = FolderLock.of(folder)) {
            assertThat(tries()).as("flock -n of util-linux").isEqualTo(1);
            other = new ProcessBuilder("flock", folder.toString(), "true").start();
        }
        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isZero();
        assertThat(tries()).isZero();
    }

    @Test
    void isOfAFolder() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> FolderLock.of(file))
                .isInstanceOf(SyscallException.class)
                .hasMessageContaining("ENOTDIR");
    }

    private int tries() throws Exception {
        return new ProcessBuilder("flock", "-n", folder.toString(), "true")
                .start()
                .waitFor();
    }
}
