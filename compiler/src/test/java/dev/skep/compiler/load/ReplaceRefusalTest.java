package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.CgroupLink;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.OwnKernelObjects;
import dev.skep.compiler.Repeatable;
import dev.skep.compiler.Require;
import dev.skep.compiler.hook.CgroupSysctl;
import dev.skep.compiler.hook.PerfEvent;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.SysctlContext;
import dev.skep.compiler.hook.TestCgroup;
import dev.skep.compiler.hook.Tracepoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What cannot take the place of something that runs: the former one goes on, and nothing of the other stays. */
@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"
}) // the hooks' targets name the fields, and the kernel calls the methods
class ReplaceRefusalTest {
    /** Attaches to a cgroup, by a link whose program the kernel exchanges, and then to a process. */
    record Both(String folder, int pid) {
        @CgroupSysctl("{folder}")
        int call(SysctlContext context) {
            return SysctlContext.ALLOW;
        }

        @PerfEvent(frequency = 1, pid = "{pid}")
        void sample() {}
    }

    private static int runs(Loaded<?> loaded) {
        return loaded.program("call").link(CgroupLink.class).programId();
    }

    @Test
    void whatWasExchangedIsPutBackWhenALaterHookIsRefused() throws Exception {
        Require.feature(KernelFeature.CGROUP_SYSCTL);
        Process process = new ProcessBuilder("sleep", "1000").start();
        int pid = (int) process.pid();
        try (TestCgroup cgroup = new TestCgroup();
                Loaded<Both> loaded = Kernel.load(new Both(cgroup.folder(), pid))) {
            int former = loaded.program("call").program().id();
            assertThat(runs(loaded)).isEqualTo(former);
            loaded.replace(new Both(cgroup.folder(), pid));
            int next = loaded.program("call").program().id();
            assertThat(next).isNotEqualTo(former);
            assertThat(runs(loaded)).isEqualTo(next);
            assertThat(loaded.program("sample").links()).hasSize(1);

            process.destroyForcibly().waitFor();
            List<String> before = OwnKernelObjects.now();
            Both another = new Both(cgroup.folder(), pid);
            assertThatThrownBy(() -> loaded.replace(another)).isInstanceOf(KernelException.class);
            assertThat(runs(loaded)).isEqualTo(next);
            assertThat(loaded.program()).isNotSameAs(another);
            assertThat(OwnKernelObjects.now()).isEqualTo(before);
        } finally {
            process.destroyForcibly();
        }
    }

    static final class One {
        @RawTracepoint("sys_enter")
        void call(long registers) {}
    }

    @Test
    void theHooksMustBeTheSame() {
        Object two = new Object() {
            @RawTracepoint("sys_enter")
            void call(long registers) {}

            @RawTracepoint("sys_exit")
            void leave(long registers) {}
        };
        Object otherName = new Object() {
            @RawTracepoint("sys_enter")
            void enter(long registers) {}
        };
        try (Loaded<Object> loaded = Kernel.load(new One())) {
            int runs = loaded.program("call").program().id();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loaded.replace(two))
                    .withMessage("the replacement has 2 hook methods, and what runs has 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loaded.replace(otherName))
                    .withMessage("hook method enter (raw tracepoint sys_enter) cannot replace"
                            + " call (raw tracepoint sys_enter)");
            assertThat(loaded.program("call").program().id()).isEqualTo(runs);
        }
    }

    @Test
    void whatIsClosedIsNotReplaced() {
        Loaded<One> loaded = Kernel.load(new One());
        loaded.close();
        assertThatThrownBy(() -> loaded.replace(new One()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this load is closed: nothing runs that could be replaced");
    }

    /** Attaches to a tracepoint that is a part of its code. */
    static final class Raw {
        private final String hook;

        Raw(String hook) {
            this.hook = hook;
        }

        @RawTracepoint("{hook}")
        void call(long registers) {}
    }

    @Test
    void whatIsLoadedAgainHasTheSameHook() {
        try (Repeatable<Raw> repeatable = Kernel.repeatable(new Raw("sys_enter"), true);
                Loaded<Raw> first = repeatable.first()) {
            List<String> before = OwnKernelObjects.now();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> repeatable.again(new Raw("sys_exit"), Map.of(), true))
                    .withMessage("raw tracepoint sys_exit cannot be attached to by code for raw tracepoint sys_enter");
            assertThat(OwnKernelObjects.now()).isEqualTo(before);
            try (Loaded<Raw> again = repeatable.again(new Raw("sys_enter"), Map.of(), true)) {
                assertThat(again.programs().getFirst().places())
                        .isEqualTo(first.programs().getFirst().places());
            }
        }
    }

    /** Has a map of its own and attaches to a tracepoint that may not be there. */
    static final class Missing {
        private final ArrayMap<Counter> counts = ArrayMap.of(Counter.class, 1);

        @Tracepoint("syscalls/sys_enter_mkdirat")
        int call(Struct record) {
            return counts.get(0) == null ? 0 : 1;
        }

        @RawTracepoint("no_such_tracepoint")
        void nowhere(long registers) {}
    }

    @Test
    void nothingStaysOfARepeatableThatIsRefused() {
        List<String> before = OwnKernelObjects.now();
        assertThatThrownBy(() -> Kernel.repeatable(new Missing(), true)).isInstanceOf(KernelException.class);
        assertThat(OwnKernelObjects.now()).isEqualTo(before);
    }
}
