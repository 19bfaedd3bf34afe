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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@Tag("quick")
class KprobeTest {
    @KernelStruct("open_how")
    interface OpenHow extends Struct {
        long flags();
    }

    @KernelStruct("pt_regs")
    interface Registers extends Struct {
        long sp();
    }

    static final class Opens {
        private final int pid = (int) ProcessHandle.current().pid();
        int entries;
        int returns;
        int failures;
        int wrongStack;
        long flags;
        int directory;

        @Kprobe("do_sys_openat2")
        void enter(int dfd, long filename, OpenHow how) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != pid) return;
            entries++;
            directory = dfd;
            flags = how.flags();
        }

        @Kprobe("do_sys_openat2")
        void stack(Registers registers) {
            if (registers.sp() >= 0) wrongStack++;
        }

        @Kretprobe("do_sys_openat2")
        void leave(int result) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != pid) return;
            returns++;
            if (result == -2) failures++;
        }
    }

    @BeforeEach
    void requireKprobes() {
        Require.feature(KernelFeature.KPROBE);
    }

    @Test
    void readsArgumentsRegistersAndResultsOfAKernelFunction() {
        Opens opens = new Opens();
        try (Loaded<Opens> loaded = Kernel.load(opens)) {
            Awaitility.await("opens are seen").until(() -> {
                assertThat(Files.readString(Path.of("/proc/self/comm"))).isNotEmpty();
                assertThat(Path.of("/proc/no-such-file").toFile().canRead()).isFalse();
                openMissing();
                loaded.refresh();
                return opens.entries > 1 && opens.returns > 1 && opens.failures > 0;
            });
            assertThat(opens.directory).isEqualTo(-100);
            assertThat(opens.flags & 3).isZero();
            assertThat(opens.wrongStack).isZero();
        }
    }

    private static void openMissing() {
        try {
            Files.newInputStream(Path.of("/proc/no-such-file")).close();
        } catch (java.io.IOException missing) {
            // the failure is what is wanted
        }
    }
}
