package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.LsmCgroupLink;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class LsmCgroupTest {
    private static final int AF_INET = 2;

    @TempDir
    private Path folder;

    private Path mount = Path.of("");
    private Path cgroup = Path.of("");

    @SuppressWarnings("UnusedVariable") // the hook's target names it
    static final class Guard {
        private final Path cgroup;
        private final int denied;
        int denials;

        Guard(Path cgroup, int denied) {
            this.cgroup = cgroup;
            this.denied = denied;
        }

        @LsmCgroup(value = "socket_create", cgroup = "{cgroup}")
        int create(int family, int type, int protocol, int kernel) {
            if (family != denied) return 1;
            denials++;
            return 0;
        }
    }

    @BeforeEach
    void makeCgroup() throws Exception {
        Require.feature(KernelFeature.LSM_CGROUP);
        mount = Files.createDirectory(folder.resolve("cgroups"));
        assertThat(run("mount -t cgroup2 none " + mount)).isEqualTo(0);
        cgroup = Files.createDirectory(
                mount.resolve("skep-" + ProcessHandle.current().pid()));
    }

    @AfterEach
    void removeCgroup() throws Exception {
        if (!cgroup.toString().isEmpty()) {
            Files.delete(cgroup);
            assertThat(run("umount " + mount)).isEqualTo(0);
        }
    }

    @Test
    void decidesForTheProcessesOfItsCgroupAlone() throws Exception {
        Guard guard = new Guard(cgroup, AF_INET);
        try (Loaded<Guard> loaded = Kernel.load(guard)) {
            assertThat(sendsInside()).isFalse();
            assertThat(sendsOutside()).isTrue();
            loaded.refresh();
            assertThat(guard.denials).isPositive();
        }
        assertThat(sendsInside()).isTrue();
    }

    @Test
    void exchangesItsProgram() throws Exception {
        try (Loaded<Guard> first = Kernel.load(new Guard(cgroup, AF_INET));
                Loaded<Guard> second = Kernel.loadDetached(new Guard(cgroup, -1))) {
            assertThat(sendsInside()).isFalse();
            LsmCgroupLink link = first.program("create").link(LsmCgroupLink.class);
            link.replace(second.program("create").program());
            assertThat(sendsInside()).isTrue();
            link.replace(first.program("create").program());
            assertThat(sendsInside()).isFalse();
        }
    }

    private boolean sendsInside() throws IOException, InterruptedException {
        return run("echo $$ > " + cgroup + "/cgroup.procs && echo x > /dev/udp/127.0.0.1/9") == 0;
    }

    private static boolean sendsOutside() throws IOException, InterruptedException {
        return run("echo x > /dev/udp/127.0.0.1/9") == 0;
    }

    private static int run(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = shell.waitFor();
        if (status != 0) System.out.print(output);
        return status;
    }
}
