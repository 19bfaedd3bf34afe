package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.Require;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.SockTuple;
import dev.skep.compiler.helper.SocketHelpers;
import dev.skep.compiler.hook.BpfSock;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.TcContext;
import dev.skep.compiler.hook.Tcx;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs that treat references well in roundabout ways: neither the compiler nor the kernel's verifier may refuse them. */
@Tag("kernel")
@SuppressWarnings("UnusedMethod") // the kernel calls them
class ReferencesTest {
    private static final int KERNEL_THREAD = 2;
    private static final int NOBODY = 0x3fffffff;

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();
    }

    interface Input extends Struct {
        int pid();

        void pid(int v);

        int many();

        void many(int v);
    }

    static final class Tasks {
        @Syscall
        int releasedUnderTheSameCondition(Input in) {
            boolean wanted = in.many() > 3;
            Task task = null;
            if (wanted) task = Kfuncs.taskFromPid(Task.class, in.pid());
            int group = 0;
            if (wanted && task != null) {
                group = task.tgid();
                Kfuncs.taskRelease(task);
            }
            return group;
        }

        @Syscall
        int releasedWhereItIsNotNull(Input in) {
            Task task = null;
            if (in.many() > 3) task = Kfuncs.taskFromPid(Task.class, in.pid());
            int group = task == null ? -1 : task.tgid();
            if (task != null) Kfuncs.taskRelease(task);
            return group;
        }

        @Syscall
        int releasedInEachTurn(Input in) {
            int found = 0;
            for (int i = 0; i < in.many() && i < 100; i++) {
                Task task = Kfuncs.taskFromPid(Task.class, in.pid());
                if (task == null) continue;
                found += task.tgid();
                Kfuncs.taskRelease(task);
            }
            return found;
        }

        @Syscall
        int takenInOneTurnReleasedBehindTheLoop(Input in) {
            Task task = null;
            for (int i = 0; i < 5; i++) {
                if (i == 3) task = Kfuncs.taskFromPid(Task.class, in.pid());
            }
            if (task == null) return -1;
            int group = task.tgid();
            Kfuncs.taskRelease(task);
            return group;
        }

        @Syscall
        int twoAtATime(Input in) {
            Task first = Kfuncs.taskFromPid(Task.class, in.pid());
            if (first == null) return -1;
            Task second = Kfuncs.taskAcquire(Task.class, first);
            if (second == null) {
                Kfuncs.taskRelease(first);
                return -2;
            }
            Kfuncs.taskRelease(first);
            int group = second.tgid();
            Kfuncs.taskRelease(second);
            return group;
        }

        @Syscall
        int takenAndReleasedByFunctions(Input in) {
            Task task = find(in.pid());
            if (task == null) return -1;
            return groupOf(task) + finish(task);
        }

        @NoInline
        private static @Nullable Task find(int pid) {
            return Kfuncs.taskFromPid(Task.class, pid);
        }

        @NoInline
        private static int groupOf(Task task) {
            return task.tgid();
        }

        @NoInline
        private static int finish(Task task) {
            int group = task.tgid();
            Kfuncs.taskRelease(task);
            return group;
        }

        @Syscall
        int oneOfTwo(Input in) {
            Task task = in.many() > 3
                    ? Kfuncs.taskFromPid(Task.class, in.pid())
                    : Kfuncs.taskFromPid(Task.class, in.pid() + 1);
            if (task == null) return -1;
            int group = task.tgid();
            Kfuncs.taskRelease(task);
            return group;
        }
    }

    static final class Records {
        final RingBuffer<Counter> events = RingBuffer.of(Counter.class, 4096);

        @Syscall
        int submittedUnlessItIsTooSmall(Input in) {
            Counter event = events.reserve();
            if (event == null) return 1;
            event.value(in.many());
            boolean small = in.many() < 3;
            if (small) events.discard(event);
            int more = in.pid() > 5 ? 1 : 0;
            if (!small) events.submit(event);
            return more;
        }
    }

    static final class Sockets {
        @Tcx
        int releasedThroughAnotherView(TcContext packet) {
            SockTuple.V4 addresses = Memory.onStack(SockTuple.V4.class);
            addresses.destinationPort(80);
            BpfSock socket = SocketHelpers.skLookupTcp(packet, addresses, -1, 0);
            if (socket == null) return TcContext.NEXT;
            BpfSock full = SocketHelpers.skFullsock(socket);
            if (full == null) {
                SocketHelpers.skRelease(socket);
                return TcContext.NEXT;
            }
            SocketHelpers.skRelease(full);
            return TcContext.DROP;
        }
    }

    @BeforeEach
    void tasksCanBeTaken() {
        Require.kernelFunction("bpf_task_from_pid");
    }

    private static Input input(int pid, int many) {
        Input input = Flyweight.of(Input.class).allocate();
        input.pid(pid);
        input.many(many);
        return input;
    }

    @Test
    void conditionsLoopsAndFunctionsMayLieBetween() {
        try (Loaded<Tasks> loaded = Kernel.load(new Tasks())) {
            for (String program : new String[] {
                "releasedUnderTheSameCondition",
                "releasedWhereItIsNotNull",
                "takenInOneTurnReleasedBehindTheLoop",
                "twoAtATime",
                "oneOfTwo"
            }) {
                assertThat(TestRuns.run(loaded, program, input(KERNEL_THREAD, 5)))
                        .as(program)
                        .isEqualTo(KERNEL_THREAD);
                assertThat(TestRuns.run(loaded, program, input(NOBODY, 5)))
                        .as(program)
                        .isNotPositive();
            }
            assertThat(TestRuns.run(loaded, "releasedInEachTurn", input(KERNEL_THREAD, 5)))
                    .isEqualTo(5 * KERNEL_THREAD);
            assertThat(TestRuns.run(loaded, "takenAndReleasedByFunctions", input(KERNEL_THREAD, 5)))
                    .isEqualTo(2 * KERNEL_THREAD);
        }
    }

    @Test
    void recordsMayBeSubmittedUnderOneConditionAndDiscardedUnderTheOther() {
        try (Loaded<Records> loaded = Kernel.load(new Records())) {
            assertThat(TestRuns.run(loaded, "submittedUnlessItIsTooSmall", input(9, 5)))
                    .isEqualTo(1);
        }
    }

    @Test
    void socketsMayBeReleasedThroughAnotherViewOfThem() {
        Require.feature(KernelFeature.TCX);
        Kernel.load(new Sockets()).close();
    }
}
