package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.ModuleBtf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Kfunc;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.SockTuple;
import dev.skep.testkit.Skip;
import dev.skep.testkit.network.VirtualCable;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Functions, tracepoints, structs and kernel functions that a module has, and not the kernel itself, on stock kernels. */
@Tag("kernel")
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the kernel calls them, and takes the parameters
class ModulesTest {
    private static final int ENOENT = 2;

    /** The port of the protocol that throws away what it gets. */
    private static final int DISCARD = 9;

    @KernelStruct("net_device")
    interface Device extends Struct {
        int ifindex();
    }

    @KernelStruct("sk_buff")
    interface Packet extends Struct {
        int len();
    }

    @KernelStruct("napi_struct")
    interface Poll extends Struct {}

    /** A struct of the module. */
    @KernelStruct("veth_rq")
    interface Queue extends Struct {
        Device dev();
    }

    static final class Cables {
        int device;
        int length;
        int polled;

        @Fentry("veth_xmit")
        void send(Packet packet, Device on) {
            device = on.ifindex();
            length = packet.len();
        }

        @Fexit("veth_poll")
        void poll(Poll poll, int budget, int done) {
            polled = Memory.containerOf(Memory.address(poll), Queue.class, "xdp_napi")
                    .dev()
                    .ifindex();
        }
    }

    static final class Sockets {
        private final int port;
        int packets;

        Sockets(int port) {
            this.port = port;
        }

        @TpBtf("virtio_transport_alloc_pkt")
        void made(int fromAddress, int fromPort, int toAddress, int toPort) {
            if (toPort == port) packets++;
        }
    }

    /** A tracked connection (struct nf_conn). */
    @KernelStruct("nf_conn")
    interface Connection extends Struct {}

    /** struct bpf_ct_opts, net/netfilter/nf_conntrack_bpf.c. */
    interface Options extends Struct {
        int namespace();

        void namespace(int v);

        int error();

        byte protocol();

        void protocol(byte v);

        byte direction();

        @Length(2)
        Bytes reserved();
    }

    static final class Tracked {
        private static final int CURRENT_NAMESPACE = -1;
        private static final int UDP = 17;

        @Kfunc(
                name = "bpf_xdp_ct_lookup",
                passes = "ctx $1 sizeof($1) $2 sizeof($2)",
                since = "5.18",
                mayBeNull = true,
                releasedBy = "bpf_ct_release")
        static <T extends Struct> @Nullable T lookup(Class<T> type, SockTuple.V4 addresses, Options options) {
            throw new UnsupportedOperationException();
        }

        @Kfunc(name = "bpf_ct_release", passes = "$0", since = "5.18")
        static void release(Struct connection) {
            throw new UnsupportedOperationException();
        }

        @Xdp
        int search(XdpContext packet) {
            SockTuple.V4 addresses = Memory.onStack(SockTuple.V4.class);
            addresses.destinationPort(53);
            Options options = Memory.onStack(Options.class);
            options.namespace(CURRENT_NAMESPACE);
            options.protocol((byte) UDP);
            Connection found = lookup(Connection.class, addresses, options);
            if (found == null) return -options.error();
            release(found);
            return 0;
        }
    }

    /** Calls the kernel's own functions and a module's. */
    static final class Both {
        private final Tracked tracked = new Tracked();

        @Xdp
        int search(XdpContext packet) {
            Kfuncs.rcuReadLock();
            Kfuncs.rcuReadUnlock();
            return tracked.search(packet);
        }
    }

    /** Some kernels have it without a module. */
    private static void require(String module, String type, BtfKind kind) {
        Skip.unless(
                ModuleBtf.modules().contains(module) || Btf.vmlinux().find(type, kind) >= 0,
                "no module " + module + " with types here");
    }

    @Test
    void functionsOfAModuleAreTraced() throws Exception {
        require("veth", "veth_xmit", BtfKind.FUNC);
        Require.feature(KernelFeature.FEXIT);
        try (VirtualCable cable = new VirtualCable();
                DatagramSocket socket = VirtualCable.socket()) {
            // Datagrams are polled for where their receiver may put them together and send them on.
            cable.there("ethtool -K " + cable.far() + " gro on rx-udp-gro-forwarding on");
            DatagramPacket packet =
                    new DatagramPacket(new byte[10], 10, InetAddress.ofLiteral(VirtualCable.THERE), DISCARD);
            Cables cables = new Cables();
            try (Loaded<Cables> loaded = Kernel.load(cables)) {
                Awaitility.await("a packet passes").until(() -> {
                    socket.send(packet);
                    loaded.refresh();
                    return cables.device != 0 && cables.polled != 0;
                });
            }
            assertThat(cables.length).isGreaterThan(10);
        }
    }

    @Test
    void tracepointsOfAModuleAreSeen() throws Exception {
        require("vmw_vsock_virtio_transport_common", "btf_trace_virtio_transport_alloc_pkt", BtfKind.TYPEDEF);
        Sockets sockets = new Sockets(40_000 + (int) (ProcessHandle.current().pid() % 10_000));
        try (Loaded<Sockets> loaded = Kernel.load(sockets)) {
            // AF_VSOCK 40, SOCK_STREAM 1, VMADDR_CID_LOCAL 1
            String connect =
                    "socket(S, 40, 1, 0) or die $!; connect(S, pack('SSLLL', 40, 0, " + sockets.port + ", 1, 0))";
            Awaitility.await("a connection is asked for").until(() -> {
                new ProcessBuilder("perl", "-e", connect).start().waitFor();
                loaded.refresh();
                return sockets.packets > 0;
            });
        }
    }

    @Test
    void functionsOfAModuleAreCalled() {
        require("nf_conntrack", "bpf_xdp_ct_lookup", BtfKind.FUNC);
        assertThat(searched(new Tracked())).isEqualTo(ENOENT);
    }

    @Test
    void functionsOfTheKernelAndOfAModuleAreCalledByOneProgram() {
        require("nf_conntrack", "bpf_xdp_ct_lookup", BtfKind.FUNC);
        Require.kernelFunction("bpf_rcu_read_lock");
        assertThat(searched(new Both())).isEqualTo(ENOENT);
    }

    private static int searched(Object program) {
        try (Loaded<Object> loaded = Kernel.loadDetached(program)) {
            TestRun run = TestRun.ofData(new byte[64]);
            return loaded.program("search").program().testRun(run).returnValue();
        }
    }

    static final class Forgetful {
        @Xdp
        int search(XdpContext packet) {
            SockTuple.V4 addresses = Memory.onStack(SockTuple.V4.class);
            Options options = Memory.onStack(Options.class);
            return Tracked.lookup(Connection.class, addresses, options) == null ? 1 : 2;
        }
    }

    @Test
    void whatAModuleGivesIsFollowed() {
        require("nf_conntrack", "bpf_xdp_ct_lookup", BtfKind.FUNC);
        assertThatThrownBy(() -> Kernel.compile(new Forgetful()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("is not given back on the path that ends here");
    }
}
