package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.StackTraceMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Tracepoint;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class StackTraceMapTest {
    interface Open extends Struct {
        int dfd();
    }

    static final class Stacks {
        private final int pid = (int) ProcessHandle.current().pid();
        final StackTraceMap stacks = StackTraceMap.of(1024);
        int user = -1;
        int kernel = -1;

        @Tracepoint("syscalls/sys_enter_openat")
        void open(Open call) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != pid) return;
            int here = stacks.stackId(call, StackTraceMap.USER_STACK | StackTraceMap.REUSE_STACK_ID);
            if (here >= 0) user = here;
            int there = stacks.stackId(call, StackTraceMap.REUSE_STACK_ID);
            if (there >= 0) kernel = there;
        }
    }

    @Test
    void namesTheStacksOfProcessAndKernel() {
        Stacks stacks = new Stacks();
        try (Loaded<Stacks> loaded = Kernel.load(stacks)) {
            Awaitility.await("an open of this process").until(() -> {
                assertThat(Files.readString(Path.of("/proc/self/comm"))).isNotEmpty();
                loaded.refresh();
                return stacks.user >= 0 && stacks.kernel >= 0;
            });
            assertThat(stacks.stacks.frames(stacks.user)).isNotEmpty();
            assertThat(stacks.stacks.frames(stacks.user)[0]).isPositive();
            assertThat(stacks.stacks.frames(stacks.kernel)[0]).isNegative();
        }
    }
}
