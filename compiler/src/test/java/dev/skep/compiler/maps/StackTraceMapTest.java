package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.StackTraceMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Tracepoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class StackTraceMapTest {
    static final class Stacks {
        private final int pid = (int) ProcessHandle.current().pid();
        final StackTraceMap stacks = StackTraceMap.of(1024);
        int user = -1;
        int kernel = -1;

        @Tracepoint("task/task_rename")
        void rename(Rename call) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != pid) return;
            user = stacks.stackId(call, StackTraceMap.USER_STACK | StackTraceMap.REUSE_STACK_ID);
            kernel = stacks.stackId(call, StackTraceMap.REUSE_STACK_ID);
        }
    }

    interface Rename extends Struct {
        int pid();
    }

    @Test
    void namesTheStacksOfProcessAndKernel() throws IOException {
        Stacks stacks = new Stacks();
        try (Loaded<Stacks> loaded = Kernel.load(stacks)) {
            Path name = Path.of("/proc/thread-self/comm");
            Files.writeString(name, Files.readString(name).strip());
            loaded.refresh();
            assertThat(stacks.stacks.frames(stacks.user)).isNotEmpty();
            assertThat(stacks.stacks.frames(stacks.user)[0]).isPositive();
            assertThat(stacks.stacks.frames(stacks.kernel)[0]).isNegative();
        }
    }
}
