package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.map.CgroupStorage;
import dev.skep.bpf.map.InodeStorage;
import dev.skep.bpf.map.SocketStorage;
import dev.skep.bpf.map.TaskStorage;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.Fd;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.CgroupSock;
import dev.skep.compiler.hook.Lsm;
import dev.skep.compiler.hook.SockContext;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.TestCgroup;
import dev.skep.compiler.hook.TpBtf;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the kernel calls them, and the hooks' targets name fields
class LocalStorageTest {
    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();
    }

    @KernelStruct("cgroup")
    interface Cgroup extends Struct {
        int level();
    }

    @KernelStruct("inode")
    interface Inode extends Struct {
        long i_ino();
    }

    @KernelStruct("file")
    interface OpenFile extends Struct {
        Inode f_inode();
    }

    interface Input extends Struct {
        long cgroup();

        void cgroup(long v);
    }

    static final class Tasks {
        final TaskStorage<Counter> forks = TaskStorage.of(Counter.class);

        @TpBtf("sched_process_fork")
        int fork(Task parent, Task child) {
            Counter count = forks.getOrCreate(parent);
            if (count != null) count.add(1);
            return 0;
        }

        @TpBtf("sched_process_exit")
        int exit(Task task) {
            Counter count = forks.get(task);
            if (count != null && count.value() > 1_000_000) forks.remove(task);
            return 0;
        }
    }

    static final class Cgroups {
        final CgroupStorage<Counter> visits = CgroupStorage.of(Counter.class);

        @Syscall
        int visit(Input in) {
            Cgroup cgroup = Kfuncs.cgroupFromId(Cgroup.class, in.cgroup());
            if (cgroup == null) return -1;
            Counter count = visits.getOrCreate(cgroup);
            int result = -2;
            if (count != null) {
                count.add(1);
                result = (int) count.value();
            }
            Kfuncs.cgroupRelease(cgroup);
            return result;
        }

        @Syscall
        int forget(Input in) {
            Cgroup cgroup = Kfuncs.cgroupFromId(Cgroup.class, in.cgroup());
            if (cgroup == null) return -1;
            int result = visits.remove(cgroup) ? 1 : 0;
            Kfuncs.cgroupRelease(cgroup);
            return result;
        }
    }

    static final class Sockets {
        private final String folder;
        final SocketStorage<Counter> marks = SocketStorage.of(Counter.class);
        long seenAtRelease;

        Sockets(String folder) {
            this.folder = folder;
        }

        @CgroupSock(value = "{folder}", at = CgroupSock.Event.CREATE)
        int create(SockContext socket) {
            Counter mark = marks.getOrCreate(socket);
            if (mark != null) mark.value(77);
            return SockContext.ALLOW;
        }

        @CgroupSock(value = "{folder}", at = CgroupSock.Event.RELEASE)
        int release(SockContext socket) {
            Counter mark = marks.get(socket);
            if (mark != null) seenAtRelease = mark.value();
            return SockContext.ALLOW;
        }
    }

    static final class Opens {
        final InodeStorage<Counter> opens = InodeStorage.of(Counter.class);

        @Lsm("file_open")
        int open(OpenFile file) {
            Counter count = opens.get(file.f_inode());
            if (count != null) count.add(1);
            return 0;
        }
    }

    private static Counter counter(long value) {
        Counter counter = Flyweight.of(Counter.class).allocate();
        counter.value(value);
        return counter;
    }

    @Test
    void tasksHaveTheirStructUntilTheyEnd() throws Exception {
        Tasks program = new Tasks();
        try (Loaded<Tasks> _ = Kernel.load(program)) {
            Process shell = new ProcessBuilder("sh", "-c", "true & wait; true & wait; read line").start();
            long pid = shell.pid();
            await().until(() -> {
                Counter forks = program.forks.getOfProcess(pid);
                return forks != null && forks.value() == 2;
            });
            program.forks.putOfProcess(pid, counter(40));
            assertThat(Objects.requireNonNull(program.forks.getOfProcess(pid)).value())
                    .isEqualTo(40);
            shell.getOutputStream().close();
            shell.waitFor();
            assertThatThrownBy(() -> program.forks.getOfProcess(pid))
                    .isInstanceOf(SyscallException.class)
                    .hasMessageContaining("ESRCH");
        }
    }

    @Test
    void cgroupsHaveTheirStructOnBothSides() throws IOException {
        Require.kernelFunction("bpf_cgroup_from_id");
        Cgroups program = new Cgroups();
        try (TestCgroup cgroup = new TestCgroup();
                Loaded<Cgroups> loaded = Kernel.load(program)) {
            Path folder = Path.of(cgroup.folder());
            Input input = Flyweight.of(Input.class).allocate();
            input.cgroup((Long) Files.getAttribute(folder, "unix:ino"));
            assertThat(program.visits.get(folder)).isNull();
            assertThat(TestRuns.run(loaded, "visit", input)).isEqualTo(1);
            program.visits.put(folder, counter(10));
            assertThat(TestRuns.run(loaded, "visit", input)).isEqualTo(11);
            assertThat(Objects.requireNonNull(program.visits.get(folder)).value())
                    .isEqualTo(11);
            assertThat(TestRuns.run(loaded, "forget", input)).isEqualTo(1);
            assertThat(TestRuns.run(loaded, "forget", input)).isZero();
            assertThat(program.visits.remove(folder)).isFalse();
        }
    }

    @Test
    void socketsHaveTheirStructUntilTheyAreClosed() throws IOException {
        Require.feature(KernelFeature.CGROUP_SOCK);
        try (TestCgroup cgroup = new TestCgroup().enter();
                Loaded<Sockets> loaded = Kernel.load(new Sockets(cgroup.folder()))) {
            new ServerSocket(0).close();
            loaded.refresh();
            assertThat(loaded.program().seenAtRelease).isEqualTo(77);
        }
    }

    @Test
    void filesHaveTheirStructOnBothSides(@TempDir Path folder) throws IOException {
        Require.feature(KernelFeature.LSM);
        Opens program = new Opens();
        Path file = Files.writeString(folder.resolve("file"), "content");
        try (Loaded<Opens> _ = Kernel.load(program)) {
            program.opens.put(file, counter(0));
            long before = Objects.requireNonNull(program.opens.get(file)).value();
            Files.readString(file);
            Files.readString(file);
            // Asking opens the file, too.
            assertThat(Objects.requireNonNull(program.opens.get(file)).value()).isEqualTo(before + 3);
            assertThat(program.opens.remove(file)).isTrue();
            assertThat(program.opens.get(file)).isNull();
        }
    }

    @Test
    void theStructOfAFileIsForSecurityHooks() {
        assertThatThrownBy(() -> Kernel.compile(new Object() {
                    final InodeStorage<Counter> opens = InodeStorage.of(Counter.class);

                    @TpBtf("sched_process_exit")
                    int exit(Task task) {
                        return opens.get(task) == null ? 0 : 1;
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("bpf_inode_storage_get) may not be called in")
                .hasMessageContaining("it is for @Lsm");
    }

    @Test
    void aDescriptorOfAnotherKindIsRefused(@TempDir Path folder) throws IOException {
        try (TaskStorage<Counter> storage = TaskStorage.of(Counter.class);
                Fd file = Fd.open(folder.toString(), 0)) {
            storage.create();
            assertThatThrownBy(() -> storage.get(file.number()))
                    .isInstanceOf(SyscallException.class)
                    .hasMessageContaining("EBADF");
        }
    }

    @Test
    void addressesAreNoObjects() {
        assertThatThrownBy(() -> Kernel.compile(new Object() {
                    final TaskStorage<Counter> storage = TaskStorage.of(Counter.class);

                    @TpBtf("sched_process_exit")
                    int exit(Task task) {
                        Task other = Memory.atKernel(Helpers.getCurrentTask(), Task.class);
                        return storage.get(other) == null ? 0 : 1;
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("this Task is no object that the kernel holds for the program");
    }
}
