package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings("UnusedMethod") // the kernel calls them
class KfuncsTest {
    @KernelStruct("task_struct")
    interface Task extends Struct {
        int pid();

        int tgid();
    }

    @KernelStruct("cgroup")
    interface Cgroup extends Struct {
        int level();
    }

    @KernelStruct("xdp_buff")
    interface Buffer extends Struct {
        int frame_sz();
    }

    interface Input extends Struct {
        int pid();

        void pid(int v);

        int level();

        void level(int v);

        long cgroup();

        void cgroup(long v);
    }

    static final class Lookups {
        @Syscall
        int task(Input in) {
            Task task = Kfuncs.taskFromPid(Task.class, in.pid());
            if (task == null) return NOBODY;
            int tgid = task.tgid();
            Kfuncs.taskRelease(task);
            return tgid;
        }

        @Syscall
        int cgroupLevel(Input in) {
            Cgroup cgroup = Kfuncs.cgroupFromId(Cgroup.class, in.cgroup());
            if (cgroup == null) return -1;
            Cgroup ancestor = Kfuncs.cgroupAncestor(Cgroup.class, cgroup, in.level());
            Kfuncs.cgroupRelease(cgroup);
            if (ancestor == null) return -2;
            int level = ancestor.level();
            Kfuncs.cgroupRelease(ancestor);
            return level;
        }

        @Syscall
        int underReadLock(Input in) {
            Kfuncs.rcuReadLock();
            int pid = Helpers.getCurrentTaskBtf(Task.class).tgid();
            Kfuncs.rcuReadUnlock();
            return pid;
        }
    }

    static final class OwnFunction {
        @Kfunc(name = "bpf_xdp_get_buff_nothing", passes = "ctx", since = "99.9")
        static int nothing() {
            throw new UnsupportedOperationException();
        }

        @Xdp
        int run(XdpContext packet) {
            return nothing();
        }
    }

    /** PROC_PID_INIT_INO, include/linux/proc_ns.h. */
    private static final String ROOT_NAMESPACE = "pid:[4026531836]";

    private static final int KERNEL_THREAD = 2;
    private static final int NOBODY = -1;

    private static Input input(int pid, long cgroup, int level) {
        Input input = Flyweight.of(Input.class).allocate();
        input.pid(pid);
        input.cgroup(cgroup);
        input.level(level);
        return input;
    }

    @Test
    void findsTasksByIdAndGivesThemBack() throws IOException {
        Require.kernelFunction("bpf_task_from_pid");
        Path namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        Assumptions.assumeTrue(
                namespace.toString().equals(ROOT_NAMESPACE),
                "ids count in the root namespace, and this is " + namespace);
        int self = (int) ProcessHandle.current().pid();
        Process child = new ProcessBuilder("cat").start();
        try (Loaded<Lookups> loaded = Kernel.load(new Lookups())) {
            int id = (int) child.pid();
            for (int pid : new int[] {KERNEL_THREAD, self, id}) {
                assertThat(TestRuns.run(loaded, "task", input(pid, 0, 0))).isEqualTo(pid);
            }
            for (int pid : new int[] {0, -1, 0x3fffffff, Integer.MIN_VALUE}) {
                assertThat(TestRuns.run(loaded, "task", input(pid, 0, 0))).isEqualTo(NOBODY);
            }
        } finally {
            child.destroy();
        }
    }

    /** Some machines shield the process that runs them: their kernel gives no program its task. */
    @Test
    void findsTheFirstProcess() {
        Require.kernelFunction("bpf_task_from_pid");
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/proc/1/root")), "this machine shields its first process, /proc/1/root");
        try (Loaded<Lookups> loaded = Kernel.load(new Lookups())) {
            assertThat(TestRuns.run(loaded, "task", input(1, 0, 0))).isEqualTo(1);
        }
    }

    @Test
    void findsCgroupsAndGivesThemBack() throws IOException {
        Require.kernelFunction("bpf_cgroup_from_id");
        long root = (Long) Files.getAttribute(Path.of("/sys/fs/cgroup"), "unix:ino");
        try (Loaded<Lookups> loaded = Kernel.load(new Lookups())) {
            assertThat(TestRuns.run(loaded, "cgroupLevel", input(0, root, 0))).isZero();
            assertThat(TestRuns.run(loaded, "cgroupLevel", input(0, root, 1))).isEqualTo(-2);
            assertThat(TestRuns.run(loaded, "cgroupLevel", input(0, -5, 0))).isEqualTo(-1);
            assertThat(TestRuns.run(loaded, "underReadLock", input(0, 0, 0))).isPositive();
        }
    }

    @Test
    void theResultMustBeTestedForNull() {
        Require.kernelFunction("bpf_task_from_pid");
        assertThatThrownBy(() -> Kernel.compile(new Object() {
                    @Syscall
                    @SuppressWarnings("NullAway") // the missing check is what is tested
                    int run(Input in) {
                        return Kfuncs.taskFromPid(Task.class, in.pid()).tgid();
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("this Task may be null here");
    }

    @Test
    void whatIsNotReleasedIsAnErrorAtTheReturn() {
        Require.kernelFunction("bpf_task_from_pid");
        assertThatThrownBy(() -> Kernel.compile(new Object() {
                    @Syscall
                    int run(Input in) {
                        Task task = Kfuncs.taskFromPid(Task.class, in.pid());
                        return task == null ? -1 : task.tgid();
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("KfuncsTest.java:")
                .hasMessageContaining("the Task that taskFromPid gave in line")
                .hasMessageContaining("is not given back on the path that ends here")
                .hasMessageContaining("call taskRelease before each return");
    }

    @Test
    void aFunctionThatTheKernelLacksIsNamedWithTheKernelThatHasIt() {
        assertThatThrownBy(() -> Kernel.compile(new OwnFunction()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("this kernel has no function bpf_xdp_get_buff_nothing")
                .hasMessageContaining("Linux 99.9 and newer");
    }
}
