package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Lsm;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.TestCgroup;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    static final class Held {
        @Syscall
        int again(Input in) {
            Task task = Kfuncs.taskFromPid(Task.class, in.pid());
            if (task == null) return NOBODY;
            Task held = Kfuncs.taskAcquire(Task.class, task);
            Kfuncs.taskRelease(task);
            if (held == null) return NOBODY;
            int tgid = held.tgid();
            Kfuncs.taskRelease(held);
            return tgid;
        }

        @Syscall
        int below(Input in) {
            Cgroup found = Kfuncs.cgroupFromId(Cgroup.class, in.cgroup());
            if (found == null) return NOBODY;
            Cgroup cgroup = Kfuncs.cgroupAcquire(Cgroup.class, found);
            Kfuncs.cgroupRelease(found);
            if (cgroup == null) return NOBODY;
            int below = Kfuncs.taskUnderCgroup(Helpers.getCurrentTaskBtf(Task.class), cgroup);
            Kfuncs.cgroupRelease(cgroup);
            return below;
        }
    }

    static final class OwnNamespace {
        @Syscall
        int task(Input in) {
            Task task = Kfuncs.taskFromVpid(Task.class, in.pid());
            if (task == null) return NOBODY;
            int tgid = task.tgid();
            Kfuncs.taskRelease(task);
            return tgid;
        }
    }

    static final class Context {
        long frameBytes;

        @Xdp
        int run(XdpContext packet) {
            frameBytes = Kfuncs.castToKernCtx(Buffer.class).frame_sz();
            return XdpContext.PASS;
        }
    }

    @KernelStruct("path")
    interface KernelPath extends Struct {}

    @KernelStruct("file")
    interface OpenFile extends Struct {
        KernelPath f_path();
    }

    interface Name extends Struct {
        @Length(64)
        Bytes text();
    }

    static final class Programs {
        final ArrayMap<Name> name = ArrayMap.of(Name.class, 1);
        private final int pid;
        int length;

        Programs(int pid) {
            this.pid = pid;
        }

        @Lsm("file_open")
        int open(OpenFile opened) {
            Task task = Helpers.getCurrentTaskBtf(Task.class);
            if (task.tgid() != pid) return 0;
            OpenFile program = Kfuncs.getTaskExeFile(OpenFile.class, task);
            if (program == null) return 0;
            Name target = name.get(0);
            if (target != null) length = Kfuncs.pathDPath(program.f_path(), target.text());
            Kfuncs.putFile(program);
            return 0;
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
        Skip.unless(
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
        Skip.unless(Files.isReadable(Path.of("/proc/1/root")), "this machine shields its first process, /proc/1/root");
        try (Loaded<Lookups> loaded = Kernel.load(new Lookups())) {
            assertThat(TestRuns.run(loaded, "task", input(1, 0, 0))).isEqualTo(1);
        }
    }

    @Test
    void everyDeclaredFunctionRuns() {
        Set<String> declared = new TreeSet<>();
        for (Method method : Kfuncs.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Kfunc.class)) declared.add(method.getName());
        }
        Set<String> called = new TreeSet<>();
        for (Class<?> program : List.of(Lookups.class, Held.class, OwnNamespace.class, Context.class, Programs.class)) {
            called.addAll(CalledMethods.of(program, Kfuncs.class));
        }
        assertThat(called).isEqualTo(declared);
    }

    @Test
    void holdsWhatIsHeldAlready() throws IOException {
        Require.kernelFunction("bpf_task_under_cgroup");
        try (TestCgroup cgroup = new TestCgroup().enter();
                TestCgroup other = new TestCgroup();
                Loaded<Held> loaded = Kernel.load(new Held())) {
            assertThat(TestRuns.run(loaded, "again", input(KERNEL_THREAD, 0, 0)))
                    .isEqualTo(KERNEL_THREAD);
            assertThat(TestRuns.run(loaded, "below", input(0, id(cgroup), 0))).isEqualTo(1);
            assertThat(TestRuns.run(loaded, "below", input(0, id(other), 0))).isZero();
        }
    }

    private static long id(TestCgroup cgroup) throws IOException {
        return (Long) Files.getAttribute(Path.of(cgroup.folder()), "unix:ino");
    }

    @Test
    void findsTasksOfTheOwnNamespace() {
        Require.kernelFunction("bpf_task_from_vpid");
        int self = (int) ProcessHandle.current().pid();
        try (Loaded<OwnNamespace> loaded = Kernel.load(new OwnNamespace())) {
            assertThat(TestRuns.run(loaded, "task", input(self, 0, 0))).isEqualTo(self);
            assertThat(TestRuns.run(loaded, "task", input(0x3fffffff, 0, 0))).isEqualTo(NOBODY);
        }
    }

    @Test
    void readsTheKernelsOwnContext() {
        Require.kernelFunction("bpf_cast_to_kern_ctx");
        try (Loaded<Context> loaded = Kernel.loadDetached(new Context())) {
            int verdict = loaded.program("run")
                    .program()
                    .testRun(TestRun.ofData(new byte[64]))
                    .returnValue();
            assertThat(verdict).isEqualTo(XdpContext.PASS);
            loaded.refresh();
            assertThat(loaded.program().frameBytes).isGreaterThanOrEqualTo(64);
        }
    }

    @Test
    void tellsThePathOfTheRunningProgramInSecurityHooks() throws IOException {
        Require.kernelFunction("bpf_path_d_path");
        Require.feature(KernelFeature.LSM);
        String program = ProcessHandle.current().info().command().orElseThrow();
        Programs programs = new Programs((int) ProcessHandle.current().pid());
        try (Loaded<Programs> loaded = Kernel.load(programs)) {
            Files.readString(Path.of("/proc/self/comm"));
            loaded.refresh();
            assertThat(programs.length)
                    .isEqualTo(Path.of(program).toRealPath().toString().length() + 1);
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
