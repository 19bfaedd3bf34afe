package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.Helpers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class RawTracepointTest {
    @KernelStruct("pt_regs")
    interface Registers extends Struct {
        long orig_ax();

        long di();
    }

    static final class SystemCalls {
        private final int pid = (int) ProcessHandle.current().pid();
        long calls;
        long different;
        long lastNumber;

        @RawTracepoint("sys_enter")
        void enter(Registers registers, long number) {
            if ((int) (Helpers.getCurrentPidTgid() >> 32) != pid) return;
            calls++;
            lastNumber = number;
            if (registers.orig_ax() != number) different++;
        }
    }

    @Test
    void getsTheArgumentsOfTheTracepoint() {
        SystemCalls program = new SystemCalls();
        try (Loaded<SystemCalls> loaded = Kernel.load(program)) {
            Awaitility.await("100 system calls").until(() -> {
                ProcessHandle.current().info();
                loaded.refresh();
                return program.calls > 100;
            });
            assertThat(loaded.program("enter").links()).hasSize(1);
            assertThat(program.different).isZero();
            assertThat(program.lastNumber).isBetween(0L, 1000L);
        }
    }

    static final class Sum {
        @RawTracepoint("sys_enter")
        int sum(int first, long second, int third) {
            return (int) (first + 10 * second + 100L * third);
        }
    }

    @Test
    void takesIntsAndLongsInOrder() {
        try (Loaded<Sum> loaded = Kernel.loadDetached(new Sum())) {
            assertThat(TestRuns.run(loaded, "sum", 1, 2, 3)).isEqualTo(321);
            assertThat(TestRuns.run(loaded, "sum", -1, -2, -3)).isEqualTo(-321);
        }
    }

    static final class Unknown {
        @RawTracepoint("no_such_point")
        void none() {}
    }

    @Test
    void namesATracepointThatTheKernelDoesNotHave() {
        assertThatThrownBy(() -> Kernel.load(new Unknown()))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("no_such_point");
    }
}
