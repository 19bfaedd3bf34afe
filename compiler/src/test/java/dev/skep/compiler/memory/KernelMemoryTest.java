package dev.skep.compiler.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.RawTracepoint;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class KernelMemoryTest {
    @KernelStruct("pid")
    interface Pid extends Struct {
        int level();
    }

    @KernelStruct("list_head")
    interface ListHead extends Struct {
        ListHead next();
    }

    @KernelStruct("cred")
    interface Cred extends Struct {
        KernelId uid();
    }

    @KernelStruct("kuid_t")
    interface KernelId extends Struct {
        int val();
    }

    @KernelStruct("mm_struct")
    interface Mm extends Struct {
        long arg_start();

        int map_count();
    }

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int pid();

        int tgid();

        int prio();

        int static_prio();

        @Length(16)
        Bytes comm();

        Task real_parent();

        Task group_leader();

        ListHead children();

        ListHead sibling();

        Mm mm();

        Pid thread_pid();

        Cred cred();

        long start_time();

        int in_execve();

        int sched_reset_on_fork();

        int sched_contributes_to_load();

        int no_cgroup_migration();

        int in_iowait();

        int exit_state();

        int policy();
    }

    interface Words extends Struct {
        int first();

        short second();

        byte third();

        long fourth();
    }

    @KernelStruct("robust_list")
    interface Chain extends Struct {
        Chain next();
    }

    static final class Readers {
        private final int pid = (int) ProcessHandle.current().pid();

        private boolean elsewhere() {
            return (int) (Helpers.getCurrentPidTgid() >>> 32) != pid;
        }

        @RawTracepoint("sys_enter")
        int typed(long unused) {
            Task task = Helpers.getCurrentTaskBtf(Task.class);
            return check(task);
        }

        @RawTracepoint("sys_enter")
        int raw(long unused) {
            Task task = Memory.atKernel(Helpers.getCurrentTask(), Task.class);
            return check(task);
        }

        private int check(Task task) {
            int wrong = 0;
            if (elsewhere()) return 1000;
            if (task.tgid() != pid) wrong |= 1;
            if (task.group_leader().pid() != pid) wrong |= 2;
            if (task.static_prio() != 120) wrong |= 4;
            if (task.in_execve() != 0) wrong |= 8;
            if (task.sched_reset_on_fork() != 0) wrong |= 16;
            if (task.exit_state() != 0) wrong |= 32;
            if (task.mm().map_count() < 10) wrong |= 64;
            if (task.thread_pid().level() > 8) wrong |= 128;
            return wrong;
        }

        @RawTracepoint("sys_enter")
        int parent(long unused) {
            return Helpers.getCurrentTaskBtf(Task.class).real_parent().tgid();
        }

        @RawTracepoint("sys_enter")
        int user(long unused) {
            return Helpers.getCurrentTaskBtf(Task.class).cred().uid().val();
        }

        @RawTracepoint("sys_enter")
        int throughContainer(long unused) {
            Task leader = Helpers.getCurrentTaskBtf(Task.class).group_leader();
            Task again = Memory.containerOf(Memory.address(leader.sibling()), Task.class, "sibling");
            return again.tgid();
        }

        @RawTracepoint("sys_enter")
        int wrongAddress(long address) {
            Task task = Memory.atKernel(address, Task.class);
            return task.tgid() | task.real_parent().tgid() | task.comm().u8(0);
        }

        @RawTracepoint("sys_enter")
        int nullPointer(long unused) {
            Task none = Memory.atKernel(0, Task.class);
            return none.real_parent().real_parent().tgid();
        }

        @RawTracepoint("sys_enter")
        int userWords(long address) {
            Words words = Memory.atUser(address, Words.class);
            int wrong = 0;
            if (words.first() != -2) wrong |= 1;
            if (words.second() != (short) 0x8001) wrong |= 2;
            if (words.third() != -128) wrong |= 4;
            if (words.fourth() != Long.MIN_VALUE + 5) wrong |= 8;
            return wrong;
        }

        @RawTracepoint("sys_enter")
        int userFirst(long address) {
            return Memory.atUser(address, Words.class).first();
        }

        @RawTracepoint("sys_enter")
        int userChain(long address) {
            Chain chain = Memory.atUser(address, Chain.class);
            int length = 0;
            for (int i = 0; i < 10; i++) {
                if (Memory.address(chain) == 0) break;
                length++;
                chain = chain.next();
            }
            return length;
        }

        @RawTracepoint("sys_enter")
        int firstLetters(long unused) {
            Bytes comm = Helpers.getCurrentTaskBtf(Task.class).comm();
            return comm.u32(0);
        }

        @RawTracepoint("sys_enter")
        int letterAt(int index) {
            return Helpers.getCurrentTaskBtf(Task.class).comm().u8(index & 15);
        }

        @RawTracepoint("sys_enter")
        int rawLetterAt(int index) {
            return Memory.atKernel(Helpers.getCurrentTask(), Task.class).comm().u8(index & 15);
        }
    }

    private static int run(String program, long argument) {
        try (Loaded<Readers> loaded = Kernel.loadDetached(new Readers())) {
            return TestRuns.run(loaded, program, argument);
        }
    }

    @Test
    void readsTypedAndUntypedTasksAlike() {
        assertThat(run("typed", 0)).isZero();
        assertThat(run("raw", 0)).isZero();
    }

    @Test
    void followsTheParent() throws IOException {
        int parent = (int) ProcessHandle.current().parent().orElseThrow().pid();
        assertThat(run("parent", 0)).isEqualTo(parent);
        assertThat(Files.exists(Path.of("/proc/" + parent))).isTrue();
    }

    @Test
    void readsStructsThatOnlyATypedefNames() throws IOException {
        int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        assertThat(run("user", 0)).isEqualTo(uid);
    }

    @Test
    void findsTheContainerOfAMember() {
        assertThat(run("throughContainer", 0))
                .isEqualTo((int) ProcessHandle.current().pid());
    }

    @Test
    void wrongAddressesReadAsZero() {
        assertThat(run("wrongAddress", 0)).isZero();
        assertThat(run("wrongAddress", 0x1234_5678_9abcL << 16)).isZero();
        assertThat(run("nullPointer", 0)).isZero();
        assertThat(run("userFirst", 8)).isZero();
    }

    @Test
    void readsMemoryOfTheProcess() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment words = arena.allocate(16, 8);
            words.set(ValueLayout.JAVA_INT, 0, -2);
            words.set(ValueLayout.JAVA_SHORT, 4, (short) 0x8001);
            words.set(ValueLayout.JAVA_BYTE, 6, (byte) -128);
            words.set(ValueLayout.JAVA_LONG, 8, Long.MIN_VALUE + 5);
            assertThat(run("userWords", words.address())).isZero();
        }
    }

    @Test
    void followsPointersInTheProcess() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment chain = arena.allocate(32, 8);
            for (int i = 0; i < 3; i++) chain.set(ValueLayout.JAVA_LONG, i * 8L, chain.address() + (i + 1) * 8L);
            assertThat(run("userChain", chain.address())).isEqualTo(4);
        }
    }

    @Test
    void readsBytesByKnownAndComputedOffset() throws IOException {
        String comm = Files.readString(Path.of("/proc/thread-self/comm"));
        int expected = comm.charAt(0) | comm.charAt(1) << 8 | comm.charAt(2) << 16 | comm.charAt(3) << 24;
        assertThat(run("firstLetters", 0)).isEqualTo(expected);
        assertThat(run("letterAt", 2)).isEqualTo(comm.charAt(2));
        assertThat(run("rawLetterAt", 3)).isEqualTo(comm.charAt(3));
    }
}
