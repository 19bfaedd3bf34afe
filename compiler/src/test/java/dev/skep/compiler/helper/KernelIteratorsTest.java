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
import dev.skep.compiler.hook.TestCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings("UnusedMethod") // the kernel calls them
class KernelIteratorsTest {
    private static final int NOBODY = -1;

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int pid();

        int tgid();
    }

    @KernelStruct("kernfs_node")
    interface Node extends Struct {
        long id();
    }

    @KernelStruct("cgroup")
    interface Cgroup extends Struct {
        Node kn();

        Group self();
    }

    @KernelStruct("cgroup_subsys_state")
    interface Group extends Struct {
        Cgroup cgroup();
    }

    interface Input extends Struct {
        int pid();

        void pid(int v);

        long group();

        void group(long v);
    }

    static final class Tasks {
        int processes;
        int threads;
        int own;
        int found = NOBODY;

        @Syscall
        int countProcesses(Input in) {
            Kfuncs.rcuReadLock();
            KernelIterators.processes(Task.class, task -> {
                processes++;
                return true;
            });
            Kfuncs.rcuReadUnlock();
            return 0;
        }

        @Syscall
        int countThreads(Input in) {
            Kfuncs.rcuReadLock();
            KernelIterators.threads(Task.class, task -> {
                threads++;
                return true;
            });
            Kfuncs.rcuReadUnlock();
            return 0;
        }

        @Syscall
        int countOwn(Input in) {
            Kfuncs.rcuReadLock();
            Task current = Helpers.getCurrentTaskBtf(Task.class);
            KernelIterators.threadsOf(Task.class, current, task -> {
                if (task.tgid() == current.tgid()) own++;
                return true;
            });
            Kfuncs.rcuReadUnlock();
            return 0;
        }

        @Syscall
        int search(Input in) {
            int wanted = in.pid();
            Kfuncs.rcuReadLock();
            KernelIterators.processes(Task.class, task -> {
                processes++;
                if (task.pid() != wanted) return true;
                found = task.tgid();
                return false;
            });
            Kfuncs.rcuReadUnlock();
            return 0;
        }
    }

    static final class Groups {
        int below;
        int behind;
        long first;
        long last;
        int above;

        @Syscall
        int walk(Input in) {
            Cgroup cgroup = Kfuncs.cgroupFromId(Cgroup.class, in.group());
            if (cgroup == null) return NOBODY;
            Kfuncs.rcuReadLock();
            KernelIterators.groupsBelow(Group.class, cgroup.self(), group -> {
                if (below == 0) first = group.cgroup().kn().id();
                below++;
                return true;
            });
            KernelIterators.groupsFromBelow(Group.class, cgroup.self(), group -> {
                last = group.cgroup().kn().id();
                behind++;
                return true;
            });
            KernelIterators.groupsAbove(Group.class, cgroup.self(), group -> {
                above++;
                return true;
            });
            Kfuncs.rcuReadUnlock();
            Kfuncs.cgroupRelease(cgroup);
            return 0;
        }
    }

    static final class Sleepy {
        int processes;

        @Syscall
        int count(Input in) {
            KernelIterators.processes(Task.class, task -> {
                processes++;
                return true;
            });
            return 0;
        }
    }

    @BeforeEach
    void requireIterators() {
        Require.kernelFunction("bpf_iter_task_new");
    }

    private static <T> T run(T program, String method, int pid, long group) {
        Input input = Flyweight.of(Input.class).allocate();
        input.pid(pid);
        input.group(group);
        try (Loaded<T> loaded = Kernel.load(program)) {
            assertThat(TestRuns.run(loaded, method, input)).isZero();
            loaded.refresh();
            return loaded.program();
        }
    }

    @Test
    void visitTasks() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                end.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        int processes = run(new Tasks(), "countProcesses", 0, 0).processes;
        int threads = run(new Tasks(), "countThreads", 0, 0).threads;
        int own = run(new Tasks(), "countOwn", 0, 0).own;
        end.countDown();
        thread.join();
        assertThat(processes).isGreaterThan(1);
        assertThat(threads).isGreaterThan(processes);
        assertThat(own).isBetween(3, threads);
    }

    @Test
    void endWhereTheBodySaysSo() {
        int all = run(new Tasks(), "countProcesses", 0, 0).processes;
        int self = (int) ProcessHandle.current().pid();
        Tasks tasks = run(new Tasks(), "search", self, 0);
        assertThat(tasks.found).isEqualTo(self);
        assertThat(run(new Tasks(), "search", 2, 0).processes).isLessThan(all);
        assertThat(run(new Tasks(), "search", -5, 0).found).isEqualTo(NOBODY);
    }

    @Test
    void visitControlGroups() throws IOException {
        try (TestCgroup cgroup = new TestCgroup()) {
            Path folder = Path.of(cgroup.folder());
            Path one = Files.createDirectory(folder.resolve("one"));
            Path two = Files.createDirectory(folder.resolve("two"));
            Path three = Files.createDirectory(two.resolve("three"));
            try {
                long id = (Long) Files.getAttribute(folder, "unix:ino");
                Groups groups = run(new Groups(), "walk", 0, id);
                assertThat(groups.below).isEqualTo(4);
                assertThat(groups.behind).isEqualTo(4);
                assertThat(groups.first).isEqualTo(id);
                assertThat(groups.last).isEqualTo(id);
                assertThat(groups.above).isEqualTo(depth(folder));
            } finally {
                Files.delete(three);
                Files.delete(two);
                Files.delete(one);
            }
        }
    }

    /** How many folders of the hierarchy lie on the way to this one, both ends included. */
    private static int depth(@Nullable Path folder) {
        if (folder == null || !Files.exists(folder.resolve("cgroup.procs"))) return 0;
        return 1 + depth(folder.getParent());
    }

    @Test
    void wantTheReadLockWhereTheProgramMaySleep() {
        assertThatThrownBy(() -> Kernel.load(new Sleepy()).close())
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("rcuReadLock");
    }
}
