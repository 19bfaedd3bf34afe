package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
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
            if (task == null) return -1;
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

    private static void requireFunction(String name) {
        boolean found = Btf.vmlinux().find(name, BtfKind.FUNC) >= 0;
        Assumptions.assumeTrue(found, "this kernel has no " + name);
    }

    private static Input input(int pid, long cgroup, int level) {
        Input input = Flyweight.of(Input.class).allocate();
        input.pid(pid);
        input.cgroup(cgroup);
        input.level(level);
        return input;
    }

    @Test
    void findTasksAndCgroupsAndGiveThemBack() throws IOException {
        requireFunction("bpf_cgroup_from_id");
        int self = (int) ProcessHandle.current().pid();
        long root = (Long) Files.getAttribute(Path.of("/sys/fs/cgroup"), "unix:ino");
        try (Loaded<Lookups> loaded = Kernel.load(new Lookups())) {
            int found = TestRuns.run(loaded, "task", input(self, 0, 0));
            assertThat(found).isIn(self, -1);
            int kernelThread = 2;
            assertThat(TestRuns.run(loaded, "task", input(kernelThread, 0, 0))).isEqualTo(kernelThread);
            assertThat(TestRuns.run(loaded, "task", input(0x3fffffff, 0, 0))).isEqualTo(-1);
            assertThat(TestRuns.run(loaded, "cgroupLevel", input(0, root, 0))).isZero();
            assertThat(TestRuns.run(loaded, "cgroupLevel", input(0, root, 1))).isEqualTo(-2);
            assertThat(TestRuns.run(loaded, "cgroupLevel", input(0, -5, 0))).isEqualTo(-1);
            assertThat(TestRuns.run(loaded, "underReadLock", input(0, 0, 0))).isPositive();
        }
    }

    @Test
    void theResultMustBeTestedForNull() {
        requireFunction("bpf_task_from_pid");
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
        requireFunction("bpf_task_from_pid");
        assertThatThrownBy(() -> Kernel.load(new Object() {
                            @Syscall
                            int run(Input in) {
                                Task task = Kfuncs.taskFromPid(Task.class, in.pid());
                                return task == null ? -1 : task.tgid();
                            }
                        })
                        .close())
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("KfuncsTest.java:")
                .hasMessageContaining("is not given back on every path");
    }

    @Test
    void aFunctionThatTheKernelLacksIsNamedWithTheKernelThatHasIt() {
        assertThatThrownBy(() -> Kernel.compile(new OwnFunction()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("this kernel has no function bpf_xdp_get_buff_nothing")
                .hasMessageContaining("Linux 99.9 and newer");
    }
}
