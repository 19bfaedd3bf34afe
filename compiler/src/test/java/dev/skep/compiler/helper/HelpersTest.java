package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Lsm;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Uprobe;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class HelpersTest {
    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();
    }

    @KernelStruct("pt_regs")
    interface Registers extends Struct {
        long ip();

        long orig_ax();
    }

    @KernelStruct("path")
    interface KernelPath extends Struct {}

    @KernelStruct("file")
    interface OpenFile extends Struct {
        KernelPath f_path();
    }

    interface Addresses extends Struct {
        long first();
    }

    /** One method for each helper, under its name. */
    static final class Calls {
        long value;
        long second;

        @RawTracepoint("sys_enter")
        void getCurrentPidTgid() {
            value = Helpers.getCurrentPidTgid();
        }

        @RawTracepoint("sys_enter")
        void getCurrentUidGid() {
            value = Helpers.getCurrentUidGid();
        }

        @RawTracepoint("sys_enter")
        void getCurrentComm() {
            Bytes comm = Memory.onStack(16);
            value = Helpers.getCurrentComm(comm);
            second = comm.u64(0);
        }

        @RawTracepoint("sys_enter")
        void ktimeGetNs() {
            value = Helpers.ktimeGetNs();
        }

        @RawTracepoint("sys_enter")
        void ktimeGetBootNs() {
            value = Helpers.ktimeGetBootNs() - Helpers.ktimeGetNs();
        }

        @RawTracepoint("sys_enter")
        void getSmpProcessorId() {
            value = Helpers.getSmpProcessorId();
        }

        @RawTracepoint("sys_enter")
        void getPrandomU32() {
            value = Helpers.getPrandomU32();
            second = Helpers.getPrandomU32();
        }

        @RawTracepoint("sys_enter")
        void jiffies64() {
            value = Helpers.jiffies64();
        }

        @RawTracepoint("sys_enter")
        void getCurrentCgroupId() {
            value = Helpers.getCurrentCgroupId();
        }

        @RawTracepoint("sys_enter")
        void getCurrentAncestorCgroupId() {
            value = Helpers.getCurrentAncestorCgroupId(0);
            second = Helpers.getCurrentAncestorCgroupId(1000);
        }

        @RawTracepoint("sys_enter")
        void getCurrentTask() {
            value = Memory.atKernel(Helpers.getCurrentTask(), Task.class).tgid();
        }

        @RawTracepoint("sys_enter")
        void getCurrentTaskBtf() {
            value = Helpers.getCurrentTaskBtf(Task.class).tgid();
        }

        @RawTracepoint("sys_enter")
        void taskPtRegs() {
            Registers registers = Helpers.taskPtRegs(Registers.class, Helpers.getCurrentTaskBtf(Task.class));
            value = registers.orig_ax();
            second = registers.ip();
        }

        @RawTracepoint("sys_enter")
        void probeReadUser(long address) {
            Bytes bytes = Memory.onStack(8);
            Bytes part = Memory.onStack(8);
            value = (long) Helpers.probeReadUser(bytes, address) + Helpers.probeReadUser(part, 3, address);
            second = bytes.u8(7) * 1000L + part.u8(2) * 10L + part.u8(3);
        }

        @RawTracepoint("sys_enter")
        void probeReadUserStr(long address) {
            Bytes bytes = Memory.onStack(8);
            Bytes part = Memory.onStack(8);
            value = Helpers.probeReadUserStr(bytes, address) * 10L + Helpers.probeReadUserStr(part, 3, address);
            second = bytes.u8(6) * 1000L + bytes.u8(7) * 100L + part.u8(1);
        }

        @RawTracepoint("sys_enter")
        void probeReadKernel() {
            Bytes bytes = Memory.onStack(8);
            Bytes part = Memory.onStack(8);
            value = (long) Helpers.probeReadKernel(bytes, Helpers.getCurrentTask())
                    + Helpers.probeReadKernel(part, 4, Helpers.getCurrentTask());
            second = Helpers.probeReadKernel(bytes, 0);
        }

        @RawTracepoint("sys_enter")
        void probeReadKernelStr() {
            Bytes bytes = Memory.onStack(8);
            value = Helpers.probeReadKernelStr(bytes, Helpers.getCurrentTask());
            second = Helpers.probeReadKernelStr(bytes, 4, 0);
        }

        @RawTracepoint("sys_enter")
        void sendSignal() {
            value = Helpers.sendSignal(SIGURG);
        }

        @RawTracepoint("sys_enter")
        void sendSignalThread() {
            value = Helpers.sendSignalThread(SIGURG);
        }

        @RawTracepoint("sys_enter")
        void ktimeGetTaiNs() {
            value = Helpers.ktimeGetTaiNs();
        }

        @RawTracepoint("sys_enter")
        void getNumaNodeId() {
            value = Helpers.getNumaNodeId();
        }

        @RawTracepoint("sys_enter")
        void getNsCurrentPidTgid(long device, long inode) {
            NamespaceIds ids = Memory.onStack(NamespaceIds.class);
            value = Helpers.getNsCurrentPidTgid(device, inode, ids);
            second = ids.tgid();
        }

        @Syscall
        void copyFromUser(Addresses addresses) {
            Bytes bytes = Memory.onStack(8);
            value = Helpers.copyFromUser(bytes, addresses.first());
            second = bytes.u8(7);
        }

        @Syscall
        void copyFromUserTask(Addresses addresses) {
            Bytes bytes = Memory.onStack(8);
            value = Helpers.copyFromUserTask(bytes, addresses.first(), Helpers.getCurrentTaskBtf(Task.class));
            second = bytes.u8(7);
        }

        @RawTracepoint("sys_enter")
        void getStack() {
            Bytes frames = Memory.onStack(64);
            value = Helpers.getStack(frames, 0);
            second = frames.u64(0);
        }

        @RawTracepoint("sys_enter")
        void getTaskStack() {
            Bytes frames = Memory.onStack(64);
            value = Helpers.getTaskStack(Helpers.getCurrentTaskBtf(Task.class), frames, 0);
            second = frames.u64(0);
        }

        @RawTracepoint("sys_enter")
        void getBranchSnapshot() {
            value = Helpers.getBranchSnapshot(Memory.onStack(48));
        }

        @Uprobe(binary = "libc", symbol = "getpagesize")
        void getAttachCookie() {
            value = Helpers.getAttachCookie();
        }
    }

    static final class InSecurityHook {
        @Lsm("file_open")
        int dPath(OpenFile file) {
            Bytes path = Memory.onStack(64);
            return Helpers.dPath(file.f_path(), path) == -1 ? -1 : 0;
        }
    }

    static final class InSleepingSecurityHook {
        @Lsm(value = "file_open", sleepable = true)
        int imaFileHash(OpenFile file) {
            return Helpers.imaFileHash(file, Memory.onStack(64)) == -1 ? -1 : 0;
        }
    }

    static final class Writing {
        int value;

        @RawTracepoint("sys_enter")
        void probeWriteUser(long address) {
            Bytes bytes = Memory.onStack(8);
            bytes.u64(0, 42);
            value = Helpers.probeWriteUser(address, bytes);
        }
    }

    @KernelStruct("linux_binprm")
    interface StartedProgram extends Struct {}

    static final class InExec {
        @Lsm("bprm_creds_from_file")
        int bprmOptsSet(StartedProgram program) {
            return Helpers.bprmOptsSet(program, 0) == 0 ? 0 : -1;
        }
    }

    /** Ignored by the JVM and by everybody who does not ask for it. */
    private static final int SIGURG = 23;

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noneIsForgotten() {
        Set<String> helpers = Arrays.stream(Helpers.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Helper.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> called = methods(Calls.class);
        called.addAll(methods(InSecurityHook.class));
        called.addAll(methods(InSleepingSecurityHook.class));
        called.addAll(methods(Writing.class));
        called.addAll(methods(InExec.class));
        called.add("tracePrintk"); // TracePrintkTest
        called.add("ktimeGetCoarseNs"); // PacketHelpersTest
        assertThat(called).containsAll(helpers);
    }

    @Test
    void tellTheTimeOfTheWorldAndThePlaceOfTheProcessor() {
        Instant before = Instant.now();
        long inKernel = after("ktimeGetTaiNs").value;
        assertThat(Duration.between(before, Instant.ofEpochSecond(0, inKernel)).abs())
                .as("leap seconds, which the kernel may not know")
                .isLessThan(Duration.ofSeconds(60));
        assertThat(after("getNumaNodeId").value).isBetween(0L, 1024L);
    }

    @Test
    void tellTheIdsOfTheOwnNamespace() throws IOException {
        Path namespace = Path.of("/proc/self/ns/pid");
        long device = (Long) Files.getAttribute(namespace, "unix:dev");
        long inode = (Long) Files.getAttribute(namespace, "unix:ino");
        Calls own = after("getNsCurrentPidTgid", device, inode);
        assertThat(own.value).isZero();
        assertThat(own.second).isEqualTo(ProcessHandle.current().pid());
        assertThat(after("getNsCurrentPidTgid", device, inode + 1).value).isEqualTo(-22);
    }

    @Test
    void waitForMemoryWhereTheHookMaySleep() {
        try (Arena arena = Arena.ofConfined()) {
            long address =
                    arena.allocateFrom("abcdefghijk", StandardCharsets.US_ASCII).address();
            for (String helper : List.of("copyFromUser", "copyFromUserTask")) {
                Calls read = after(helper, address);
                assertThat(read.value).as(helper).isZero();
                assertThat(read.second).as(helper).isEqualTo('h');
            }
            assertThat(after("copyFromUser", 4).value).isEqualTo(-14);
        }
    }

    @Test
    void writeMemoryWhereTheKernelAllowsIt() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(8);
            Writing writing = new Writing();
            try (Loaded<Writing> loaded = Kernel.loadDetached(writing)) {
                TestRuns.run(loaded, "probeWriteUser", number.address());
                loaded.refresh();
            }
            assertThat(writing.value).isZero();
            assertThat(number.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(42);
        } catch (CompileException lockedDown) {
            assertThat(lockedDown).hasMessageContaining("bpf_probe_write_user");
        }
    }

    @Test
    void tellTheCallStack() {
        for (String helper : List.of("getStack", "getTaskStack")) {
            Calls stack = after(helper);
            assertThat(stack.value).as(helper).isBetween(8L, 64L);
            assertThat(stack.second).as("an address of the kernel").isNegative();
        }
        assertThat(after("getBranchSnapshot").value).isGreaterThanOrEqualTo(-2);
    }

    @Test
    void changeHowProgramsStart() throws Exception {
        Require.feature(KernelFeature.LSM);
        try (Loaded<InExec> loaded = Kernel.load(new InExec())) {
            assertThat(new ProcessBuilder("/bin/true").start().waitFor()).isZero();
            assertThat(loaded.programs()).hasSize(1);
        }
    }

    /** Programs that call one helper each. */
    private static Calls after(String helper, long... arguments) {
        Calls calls = new Calls();
        try (Loaded<Calls> loaded = Kernel.loadDetached(calls)) {
            TestRuns.run(loaded, helper, arguments.length == 0 ? new long[] {0} : arguments);
            loaded.refresh();
        }
        return calls;
    }

    @Test
    void tellWhoIsRunning() throws IOException {
        long pid = ProcessHandle.current().pid();
        assertThat(after("getCurrentPidTgid").value >>> 32).isEqualTo(pid);
        assertThat(after("getCurrentUidGid").value).isZero();
        assertThat(after("getCurrentTask").value).isEqualTo(pid);
        assertThat(after("getCurrentTaskBtf").value).isEqualTo(pid);
        Calls comm = after("getCurrentComm");
        assertThat(comm.value).isZero();
        byte[] name = Files.readAllBytes(Path.of("/proc/thread-self/comm"));
        assertThat((byte) comm.second).isEqualTo(name[0]);
        assertThat((byte) (comm.second >> 16)).isEqualTo(name[2]);
        assertThat(after("getSmpProcessorId").value)
                .isBetween(0L, (long) Runtime.getRuntime().availableProcessors() * 64);
    }

    @Test
    void tellTheTime() {
        long before = System.nanoTime();
        long inKernel = after("ktimeGetNs").value;
        assertThat(inKernel).isBetween(before, System.nanoTime());
        assertThat(after("ktimeGetBootNs").value).isGreaterThan(-1_000_000_000L);
        assertThat(after("jiffies64").value).isPositive();
        Calls random = after("getPrandomU32");
        assertThat(random.value).isNotEqualTo(random.second);
    }

    @Test
    void tellTheControlGroup() throws IOException {
        String group = Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                .filter(line -> line.startsWith("0::"))
                .findFirst()
                .orElse("0::/")
                .substring(3);
        long id = after("getCurrentCgroupId").value;
        assertThat(id).isPositive();
        Path folder = Path.of("/sys/fs/cgroup" + group);
        if (Files.exists(folder.resolve("cgroup.procs"))) {
            assertThat(id).isEqualTo(Files.getAttribute(folder, "unix:ino"));
        }
        Calls ancestor = after("getCurrentAncestorCgroupId");
        assertThat(ancestor.value).isPositive();
        assertThat(ancestor.second).isZero();
    }

    @Test
    void readRegistersOfTheSystemCall() {
        Calls registers = after("taskPtRegs");
        assertThat(registers.value).as("number of bpf(2)").isEqualTo(321);
        assertThat(registers.second).isPositive();
    }

    @Test
    void readMemory() {
        try (Arena arena = Arena.ofConfined()) {
            long address =
                    arena.allocateFrom("abcdefghijk", StandardCharsets.US_ASCII).address();
            Calls read = after("probeReadUser", address);
            assertThat(read.value).isZero();
            assertThat(read.second).isEqualTo('h' * 1000 + 'c' * 10);
            assertThat(after("probeReadUser", 4).value).isEqualTo(2 * -14);
            Calls text = after("probeReadUserStr", address);
            assertThat(text.value).isEqualTo(83);
            assertThat(text.second).isEqualTo('g' * 1000 + 'b');
        }
        assertThat(after("probeReadKernel").value).isZero();
        assertThat(after("probeReadKernel").second).isNegative();
        assertThat(after("probeReadKernelStr").value).isPositive();
        assertThat(after("probeReadKernelStr").second).isNegative();
    }

    @Test
    void sendSignals() {
        for (String helper : List.of("sendSignal", "sendSignalThread")) {
            assertThat(after(helper).value).as(helper).isZero();
        }
    }

    @Test
    void tellThePathInSecurityHooks() {
        Require.feature(KernelFeature.LSM);
        try (Loaded<InSecurityHook> loaded = Kernel.load(new InSecurityHook())) {
            assertThat(loaded.programs()).hasSize(1);
        }
    }

    @Test
    void mayAskForHashesInSecurityHooksThatMaySleep() {
        Require.feature(KernelFeature.LSM);
        try (Loaded<InSleepingSecurityHook> loaded = Kernel.load(new InSleepingSecurityHook())) {
            assertThat(loaded.programs()).hasSize(1);
        }
    }
}
