package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@Tag("quick")
class HookArgumentsTest {
    private static final int SELF = (int) ProcessHandle.current().pid();

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();

        Task real_parent();
    }

    static int offset(String struct, String member) {
        Btf btf = Btf.vmlinux();
        BtfMember found = Objects.requireNonNull(btf.member(btf.find(struct, BtfKind.STRUCT), member));
        return found.byteOffset();
    }

    /** The parent of a process that runs a program, read in each way that there is. */
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    static final class Execs {
        private final String hook = "sched_process_exec";
        private final int tgid = offset("task_struct", "tgid");
        private final int parent = offset("task_struct", "real_parent");
        private final int comm = offset("task_struct", "comm");
        int byLoads;
        int byInterface;
        int byProbes;
        int byCast;
        int byNamedCast;
        int oldPid;
        long name;

        @TpBtf("{hook}")
        void run(HookArguments arguments) {
            UntypedStruct task = arguments.struct(0);
            UntypedStruct above = task.pointer(parent, "task_struct");
            if (above.number(tgid, 4, true) != SELF) return;
            byLoads = (int) above.number(tgid, 4, true);
            byInterface = task.as(Task.class).real_parent().tgid();
            byProbes = (int) task.pointer(parent, "").number(tgid, 4, true);
            byCast = Memory.cast(arguments.number(0), Task.class).real_parent().tgid();
            byNamedCast = (int) Memory.cast(arguments.number(0), "task_struct")
                    .pointer(parent, "task_struct")
                    .number(tgid, 4, true);
            oldPid = (int) arguments.number(1);
            name = task.bytes(comm, 16).u64(0);
        }
    }

    @Test
    void readsArgumentsOfATypedHookThatIsKnownAtLoadTimeOnly() throws Exception {
        Require.feature(KernelFeature.TP_BTF);
        Execs execs = new Execs();
        try (Loaded<Execs> loaded = Kernel.load(execs)) {
            Process child = new ProcessBuilder("/bin/true").start();
            child.waitFor();
            Awaitility.await("an exec is seen").until(() -> {
                loaded.refresh();
                return execs.byLoads != 0;
            });
            assertThat(execs.byLoads).isEqualTo(SELF);
            assertThat(execs.byInterface).isEqualTo(SELF);
            assertThat(execs.byProbes).isEqualTo(SELF);
            assertThat(execs.byCast).isEqualTo(SELF);
            assertThat(execs.byNamedCast).isEqualTo(SELF);
            assertThat(execs.oldPid).isPositive();
            assertThat(execs.name).isNotZero();
        }
    }

    /** The parent of a process that runs a program, read of what the verifier is not to trust. */
    static final class Untrusting {
        int parent;

        @TpBtf("sched_process_exec")
        void run(Task task) {
            int above = Memory.untrusted(task).real_parent().tgid();
            if (above == SELF) parent = above;
        }
    }

    @Test
    void readsWhatTheVerifierIsNotToTrust() throws Exception {
        Require.feature(KernelFeature.TP_BTF);
        Untrusting execs = new Untrusting();
        try (Loaded<Untrusting> loaded = Kernel.load(execs)) {
            new ProcessBuilder("/bin/true").start().waitFor();
            Awaitility.await("an exec is seen").until(() -> {
                loaded.refresh();
                return execs.parent == SELF;
            });
        }
    }

    /** Reads through a pointer that the verifier wants to be compared with null first. */
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    static final class Sends {
        private static final int UDP = 17;

        private final String hook = "net_dev_queue";
        private final int socket = offset("sk_buff", "sk");
        private final int protocol = offset("sock", "sk_protocol");
        int seen;

        @TpBtf("{hook}")
        void run(HookArguments arguments) {
            if (arguments.struct(0).pointer(socket, "sock").number(protocol, 2, false) == UDP) seen++;
        }
    }

    @Test
    void readsThroughPointersThatMayBeNull() throws Exception {
        Require.feature(KernelFeature.TP_BTF);
        Sends sends = new Sends();
        try (Loaded<Sends> loaded = Kernel.load(sends);
                DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            socket.send(new DatagramPacket(new byte[1], 1, socket.getLocalSocketAddress()));
            loaded.refresh();
            assertThat(sends.seen).isPositive();
        }
    }

    @SuppressWarnings("UnusedVariable") // the hook's target names it
    static final class Closes {
        /** Where the number of the call lies, behind what all records have. */
        private static final int CALL = 8;

        private final String name = "sys_enter_close";
        private final int fd;
        int last = -1;
        int call;

        Closes() {
            fd = TraceFs.instance()
                    .format("syscalls/sys_enter_close")
                    .field("fd")
                    .orElseThrow()
                    .offset();
        }

        @Tracepoint("syscalls/{name}")
        void run(UntypedStruct record) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != SELF) return;
            last = (int) record.number(fd, 4, true);
            call = (int) record.number(CALL, 4, true);
        }
    }

    @Test
    void readsFieldsOfATracepointByTheirOffset() {
        Closes closes = new Closes();
        try (Loaded<Closes> loaded = Kernel.load(closes)) {
            Awaitility.await("a close is seen").until(() -> {
                Files.readString(Path.of("/proc/self/comm"));
                loaded.refresh();
                return closes.last >= 0;
            });
            assertThat(closes.last).isBetween(3, 1 << 20);
            assertThat(closes.call).isPositive();
        }
    }

    @SuppressWarnings("UnusedVariable") // the hook's target names it
    static final class Opens {
        private final String function = "do_sys_openat2";
        private final int flags = offset("open_how", "flags");
        int directory;
        int seen;
        int result = 1;
        long how = -1;

        @Kprobe("{function}")
        void enter(HookArguments arguments) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != SELF) return;
            seen++;
            directory = (int) arguments.number(0);
            how = arguments.struct(2).number(flags, 8, false);
        }

        @Kretprobe("{function}")
        void leave(HookArguments arguments) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != SELF) return;
            result = (int) arguments.number(0);
        }
    }

    @Test
    void readsArgumentsAndResultOfAKprobe() {
        Require.feature(KernelFeature.KPROBE);
        Opens opens = new Opens();
        try (Loaded<Opens> loaded = Kernel.load(opens)) {
            Awaitility.await("opens are seen").until(() -> {
                openMissing();
                loaded.refresh();
                return opens.seen > 0 && opens.result < 0;
            });
            assertThat(opens.directory).isEqualTo(-100);
            assertThat(opens.how & 3).isZero();
            assertThat(opens.result).isEqualTo(-2);
        }
    }

    private static void openMissing() {
        try {
            Files.newInputStream(Path.of("/proc/no-such-file")).close();
        } catch (IOException missing) {
            // the failure is what is wanted
        }
    }

    static final class UnknownStruct {
        @TpBtf("sched_process_exec")
        int run(HookArguments arguments) {
            return (int) Memory.cast(arguments.number(0), "no_struct").number(0, 4, false);
        }
    }

    static final class OddNumber {
        @TpBtf("sched_process_exec")
        int run(HookArguments arguments) {
            return (int) arguments.struct(0).number(0, 3, false);
        }
    }

    @Test
    void refusesWhatTheKernelHasNot() {
        assertThatThrownBy(() -> Kernel.compile(new UnknownStruct()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("no struct no_struct");
        assertThatThrownBy(() -> Kernel.compile(new OddNumber()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("a number has no 3 bytes");
    }
}
