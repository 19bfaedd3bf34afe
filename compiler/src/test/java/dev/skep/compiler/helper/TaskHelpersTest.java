package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.map.CgroupArray;
import dev.skep.bpf.map.PerfCounterArray;
import dev.skep.bpf.map.PerfReading;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.PerfEvent;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Lsm;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.TestCgroup;
import dev.skep.compiler.hook.TpBtf;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings("UnusedMethod") // the kernel calls them
class TaskHelpersTest {
    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();
    }

    @KernelStruct("vm_area_struct")
    interface Area extends Struct {
        long vm_start();

        long vm_end();
    }

    @KernelStruct("file")
    interface OpenFile extends Struct {}

    @KernelStruct("socket")
    interface KernelSocket extends Struct {
        short type();
    }

    interface Input extends Struct {
        long address();

        void address(long v);
    }

    static final class Calls {
        private final int pid;
        long areaStart;
        long areaEnd;
        long coarse;
        long fine;

        Calls(int pid) {
            this.pid = pid;
        }

        @Syscall
        int findVma(Input in) {
            Task task = Helpers.getCurrentTaskBtf(Task.class);
            int found = TaskHelpers.findVma(task, in.address(), Area.class, area -> {
                areaStart = area.vm_start();
                areaEnd = area.vm_end();
            });
            return task.tgid() == pid ? found : 1;
        }

        @Syscall
        int time(Input in) {
            coarse = TaskHelpers.ktimeGetCoarseNs();
            fine = Helpers.ktimeGetNs();
            return 0;
        }
    }

    static final class Membership {
        final CgroupArray cgroups = CgroupArray.of(2);

        @RawTracepoint("sys_enter")
        int inFirst(long registers, long number) {
            return TaskHelpers.currentTaskUnderCgroup(cgroups, 0);
        }

        @RawTracepoint("sys_enter")
        int inSecond(long registers, long number) {
            return TaskHelpers.currentTaskUnderCgroup(cgroups, 1);
        }
    }

    static final class Counting {
        final PerfCounterArray clock = PerfCounterArray.of(PerfEvent.TYPE_SOFTWARE, PerfEvent.SOFTWARE_CPU_CLOCK);
        long least = Long.MAX_VALUE;
        long most;
        long enabled;

        @TpBtf("sched_process_exec")
        int exec(Task task) {
            PerfReading reading = Memory.onStack(PerfReading.class);
            if (clock.read(reading) != 0) return 0;
            if (reading.counter() < least) least = reading.counter();
            if (reading.counter() > most) most = reading.counter();
            enabled = reading.enabledNanos();
            return 0;
        }
    }

    static final class Sockets {
        int streams;

        @Lsm("file_ioctl")
        int ioctl(OpenFile file, int command, long argument) {
            KernelSocket socket = TaskHelpers.sockFromFile(KernelSocket.class, file);
            if (socket != null && socket.type() == 1) streams++;
            return 0;
        }
    }

    private static Input input(long address) {
        Input input = Flyweight.of(Input.class).allocate();
        input.address(address);
        return input;
    }

    @Test
    void findTheMemoryThatAnAddressLiesIn() {
        Calls program = new Calls((int) ProcessHandle.current().pid());
        try (Arena arena = Arena.ofConfined();
                Loaded<Calls> loaded = Kernel.load(program)) {
            long address = arena.allocate(8).address();
            assertThat(TestRuns.run(loaded, "findVma", input(address))).isZero();
            loaded.refresh();
            assertThat(address).isBetween(program.areaStart, program.areaEnd - 8);
            assertThat(TestRuns.run(loaded, "findVma", input(0x10))).isEqualTo(-2);
        }
    }

    @Test
    void tellWhetherTheTaskIsInACgroup() {
        try (TestCgroup cgroup = new TestCgroup().enter();
                Loaded<Membership> loaded = Kernel.loadDetached(new Membership())) {
            assertThat(TestRuns.run(loaded, "inFirst", 0, 0)).isEqualTo(-11);
            loaded.program().cgroups.set(0, Path.of(cgroup.folder()));
            try (TestCgroup other = new TestCgroup()) {
                loaded.program().cgroups.set(1, Path.of(other.folder()));
                assertThat(TestRuns.run(loaded, "inFirst", 0, 0)).isEqualTo(1);
                assertThat(TestRuns.run(loaded, "inSecond", 0, 0)).isZero();
                assertThat(loaded.program().cgroups.clear(0)).isTrue();
                assertThat(TestRuns.run(loaded, "inFirst", 0, 0)).isEqualTo(-11);
            }
        }
    }

    @Test
    void tellTheTimeOfTheLastTick() {
        try (Loaded<Calls> loaded = Kernel.load(new Calls(0))) {
            assertThat(TestRuns.run(loaded, "time", input(0))).isZero();
            loaded.refresh();
            Calls program = loaded.program();
            assertThat(program.coarse).isPositive().isLessThanOrEqualTo(program.fine);
            assertThat(program.fine - program.coarse).isLessThan(1_000_000_000L);
        }
    }

    @Test
    void readCountersOfTheProcessor() {
        try (Loaded<Counting> loaded = Kernel.load(new Counting())) {
            Awaitility.await("the clock goes on").until(() -> {
                new ProcessBuilder("true").start().waitFor();
                loaded.refresh();
                return loaded.program().most > loaded.program().least;
            });
            assertThat(loaded.program().enabled).isPositive();
        }
    }

    @Test
    void findTheSocketBehindAFile() throws IOException {
        Require.feature(KernelFeature.LSM);
        try (Loaded<Sockets> loaded = Kernel.load(new Sockets());
                ServerSocket server = new ServerSocket(0);
                Socket client = new Socket("localhost", server.getLocalPort())) {
            assertThat(client.getInputStream().available()).isZero();
            loaded.refresh();
            assertThat(loaded.program().streams).isPositive();
        }
    }
}
