package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import java.io.IOException;
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

        long i_size();
    }

    @KernelStruct("file")
    interface OpenFile extends Struct {
        Inode f_inode();
    }

    /** By its size, too: other file systems, from which libraries come, have files of the same numbers. */
    record Known(long number, long size) {
        static Known of(Path file) throws IOException {
            return new Known((Long) Files.getAttribute(file, "unix:ino"), Files.size(file));
        }

        boolean is(Inode inode) {
            return inode.i_ino() == number && inode.i_size() == size;
        }
    }

    static final class Guard {
        private final Known denied;
        private final Known deadly;
        int denials;

        Guard(Known denied, Known deadly) {
            this.denied = denied;
            this.deadly = deadly;
        }

        @Lsm("file_open")
        int open(OpenFile file) {
            Inode inode = file.f_inode();
            if (deadly.is(inode)) Helpers.sendSignal(SIGKILL);
            if (!denied.is(inode)) return 0;
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
        Guard guard = new Guard(Known.of(denied), Known.of(deadly));
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
