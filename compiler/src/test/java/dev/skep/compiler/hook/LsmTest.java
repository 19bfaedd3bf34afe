package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
@Tag("quick")
class LsmTest {
    private static final int EPERM = 1;
    private static final int SIGKILL = 9;

    @TempDir
    private Path folder;

    @KernelStruct("inode")
    interface Inode extends Struct {
        long i_ino();
    }

    @KernelStruct("file")
    interface OpenFile extends Struct {
        Inode f_inode();
    }

    static final class Guard {
        private final long denied;
        private final long deadly;
        int denials;

        Guard(long denied, long deadly) {
            this.denied = denied;
            this.deadly = deadly;
        }

        @Lsm("file_open")
        int open(OpenFile file) {
            long inode = file.f_inode().i_ino();
            if (inode == deadly) Helpers.sendSignal(SIGKILL);
            if (inode != denied) return 0;
            denials++;
            return -EPERM;
        }
    }

    @BeforeEach
    void requireSecurityHooks() {
        Require.feature(KernelFeature.LSM);
    }

    @Test
    void deniesAnOpenAndKillsAProcess() throws Exception {
        Path denied = Files.writeString(folder.resolve("denied"), "secret");
        Path deadly = Files.writeString(folder.resolve("deadly"), "more secret");
        Path free = Files.writeString(folder.resolve("free"), "public");
        Guard guard =
                new Guard((Long) Files.getAttribute(denied, "unix:ino"), (Long) Files.getAttribute(deadly, "unix:ino"));
        try (Loaded<Guard> loaded = Kernel.load(guard)) {
            assertThat(cat(free)).isEqualTo(new Outcome(0, "public"));
            Outcome refused = cat(denied);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.output()).contains("Operation not permitted");
            assertThat(cat(deadly)).isEqualTo(new Outcome(128 + SIGKILL, ""));
            loaded.refresh();
            assertThat(guard.denials).isPositive();
        }
        assertThat(cat(denied)).isEqualTo(new Outcome(0, "secret"));
    }

    private record Outcome(int status, String output) {}

    private static Outcome cat(Path file) throws Exception {
        Process process = new ProcessBuilder("cat", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
