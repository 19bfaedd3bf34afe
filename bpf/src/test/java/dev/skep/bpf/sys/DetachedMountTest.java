package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class DetachedMountTest {
    @Test
    void isSeenByThisProcessAloneAndEndsWithClose() throws IOException {
        Path mounts = Path.of("/proc/self/mountinfo");
        String before = Files.readString(mounts);
        Path root;
        try (DetachedMount mount = DetachedMount.of("tracefs")) {
            root = Path.of(mount.path());
            assertThat(root.resolve("events")).isDirectory();
            assertThat(Files.readString(mounts)).isEqualTo(before);
        }
        assertThat(root.resolve("events")).doesNotExist();
    }
}
