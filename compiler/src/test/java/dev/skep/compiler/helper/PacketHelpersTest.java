package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelVersion;
import dev.skep.bpf.link.Direction;
import dev.skep.bpf.map.CpuMap;
import dev.skep.bpf.map.DeviceMap;
import dev.skep.bpf.map.XskMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.hook.BpfSock;
import dev.skep.compiler.hook.CgroupSkb;
import dev.skep.compiler.hook.CgroupSkbContext;
import dev.skep.compiler.hook.PacketContext;
import dev.skep.compiler.hook.TcContext;
import dev.skep.compiler.hook.Tcx;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.testkit.network.VirtualCable;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The helpers for packets and sockets: each runs once at least on a real packet. */
@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class PacketHelpersTest {
    private static final int BAD = -1000;

    private static byte[] packet() {
        ByteBuffer packet = ByteBuffer.allocate(100);
        packet.put(new byte[] {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16}).putShort((short) 0x0800);
        packet.put((byte) 0x45).put((byte) 2).putShort((short) 86);
        packet.putShort((short) 7).putShort((short) 0).put((byte) 64).put((byte) 17);
        packet.putShort((short) 0x1111).putInt(0x7f000001).putInt(0x7f000001);
        packet.putShort((short) 4000).putShort((short) 53);
        return packet.array();
    }

    private static int run(Object program, String name) {
        try (Loaded<Object> loaded = Kernel.loadDetached(program)) {
            return loaded.program(name)
                    .program()
                    .testRun(TestRun.ofData(packet()))
                    .returnValue();
        }
    }

    static final class Traffic {
        /** Traffic control may ask for it since Linux 6.15. */
        private final boolean namespaceHasCookie = !KernelVersion.running().before(KernelVersion.of("6.15"));

        @Tcx
        int sizes(TcContext packet) {
            int length = packet.length();
            if (PacketHelpers.skbChangeHead(packet, 14, 0) != 0) return BAD;
            if (packet.length() != length + 14) return BAD + 1;
            if (PacketHelpers.skbAdjustRoom(packet, 8, 1, 0) != 0) return BAD + 2;
            if (PacketHelpers.skbChangeTail(packet, 60, 0) != 0) return BAD + 3;
            if (PacketHelpers.skbPullData(packet, 0) != 0) return BAD + 4;
            return packet.length();
        }

        @Tcx
        int vlan(TcContext packet) {
            if (PacketHelpers.skbVlanPush(packet, 0x0081, 42) != 0) return BAD;
            int id = packet.vlanTci() & 0xfff;
            if (packet.vlanProtocol() != 0x8100) return BAD + 1;
            if (PacketHelpers.skbVlanPop(packet) != 0) return BAD + 2;
            return packet.vlanPresent() == 0 ? id : BAD + 3;
        }

        @Tcx
        int hashes(TcContext packet) {
            int hash = PacketHelpers.getHashRecalc(packet);
            PacketHelpers.setHashInvalid(packet);
            PacketHelpers.setHash(packet, 77);
            if (PacketHelpers.skbChangeType(packet, 1) != 0) return BAD;
            if (packet.packetType() != 1) return BAD + 1;
            return hash == 0 ? BAD + 2 : packet.hash();
        }

        @Tcx
        int congestion(TcContext packet) {
            return PacketHelpers.skbEcnSetCe(packet);
        }

        @Tcx
        int checksums(TcContext packet) {
            Bytes from = Memory.onStack(4);
            Bytes to = Memory.onStack(4);
            to.u32(0, 0x0000_0100);
            long difference = PacketHelpers.csumDiff(from, to, 0);
            if (difference != PacketHelpers.csumAdd(to, 0)) return BAD;
            if (PacketHelpers.l4CsumReplace(packet, 40, 0, difference, 0) != 0) return BAD + 1;
            Bytes after = Memory.onStack(2);
            if (PacketHelpers.skbLoadBytesRelative(packet, 26, after, 1) != 0) return BAD + 2;
            return after.u8(0) << 8 | after.u8(1);
        }

        @Tcx
        int family(TcContext packet) {
            if (PacketHelpers.skbChangeProto(packet, 0xdd86, 0) != 0) return BAD;
            return packet.length();
        }

        @Tcx
        int owners(TcContext packet) {
            long sum = PacketHelpers.skbCgroupId(packet)
                    + PacketHelpers.skbAncestorCgroupId(packet, 0)
                    + PacketHelpers.getCgroupClassid(packet)
                    + SocketHelpers.getSocketCookie(packet);
            if (namespaceHasCookie) sum += SocketHelpers.getNetnsCookie(packet);
            return sum != 0 ? PacketHelpers.getSocketUid(packet) : BAD;
        }

        @Tcx
        int sum(TcContext packet) {
            return PacketHelpers.csumUpdate(packet, 1) == -524 ? 1 : BAD;
        }

        @Tcx
        int redirects(TcContext packet) {
            if (PacketHelpers.cloneRedirect(packet, 0x7fffffff, 0) != -22) return BAD;
            if (PacketHelpers.redirect(1, 0) != TcContext.REDIRECT) return BAD + 1;
            if (PacketHelpers.redirectNeigh(1, 0) != TcContext.REDIRECT) return BAD + 2;
            if (PacketHelpers.redirectPeer(1, 0) != TcContext.REDIRECT) return BAD + 3;
            return TcContext.DROP;
        }
    }

    @Test
    void changesPacketsAtTrafficControl() {
        assertThat(run(new Traffic(), "sizes")).isEqualTo(60);
        assertThat(run(new Traffic(), "vlan")).isEqualTo(42);
        assertThat(run(new Traffic(), "hashes")).isEqualTo(77);
        assertThat(run(new Traffic(), "congestion")).isEqualTo(1);
        assertThat(run(new Traffic(), "checksums")).isNotEqualTo(BAD).isNotZero();
        assertThat(run(new Traffic(), "family")).isEqualTo(120);
        assertThat(run(new Traffic(), "owners")).isBetween(0, 65_535);
        assertThat(run(new Traffic(), "sum")).isEqualTo(1);
        assertThat(run(new Traffic(), "redirects")).isEqualTo(TcContext.DROP);
    }

    /** Code over packets that serves every hook. */
    private static int route(PacketContext packet) {
        FibLookup route = Memory.onStack(FibLookup.class);
        route.family(2);
        route.l4Protocol(17);
        route.ifindex(1);
        route.source().u32(0, 0x0100007f);
        route.destination().u32(0, 0x0100007f);
        int verdict = PacketHelpers.fibLookup(packet, route, 0);
        Bytes mtu = Memory.onStack(4);
        int fits = PacketHelpers.checkMtu(packet, 1, mtu, 0, 0);
        return verdict > 0 && fits == 0 ? mtu.u32(0) : BAD;
    }

    static final class Routes {
        @Tcx
        int atTrafficControl(TcContext packet) {
            return route(packet);
        }

        @Xdp
        int atXdp(XdpContext packet) {
            return route(packet);
        }
    }

    @Test
    void asksForRoutesAndSizes() {
        assertThat(run(new Routes(), "atTrafficControl")).isEqualTo(65_536);
        assertThat(run(new Routes(), "atXdp")).isEqualTo(65_536);
    }

    static final class Lookup {
        private final int port;

        Lookup(int port) {
            this.port = port;
        }

        @Tcx
        int find(TcContext packet) {
            SockTuple.V4 addresses = Memory.onStack(SockTuple.V4.class);
            addresses.sourceAddress(0x7f000001);
            addresses.destinationAddress(0x7f000001);
            addresses.sourcePort(1);
            addresses.destinationPort(port);
            BpfSock socket = SocketHelpers.skLookupTcp(packet, addresses, -1, 0);
            if (socket == null) return BAD;
            int found = socket.sourcePort() * 100 + socket.state();
            BpfSock full = SocketHelpers.skFullsock(socket);
            if (full == null) found = BAD + 1;
            SocketHelpers.skRelease(socket);
            return found;
        }

        @Tcx
        int none(TcContext packet) {
            SockTuple.V6 addresses = Memory.onStack(SockTuple.V6.class);
            addresses.destinationPort(port);
            BpfSock socket = SocketHelpers.skLookupUdp(packet, addresses, -1, 0);
            if (socket == null) return 1;
            SocketHelpers.skRelease(socket);
            return BAD;
        }
    }

    @Test
    void findsSocketsByTheirAddresses() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = server.getLocalPort();
            assertThat(run(new Lookup(port), "find")).isEqualTo(port * 100 + 10);
            assertThat(run(new Lookup(port), "none")).isEqualTo(1);
        }
    }

    static final class Sideways {
        private final DeviceMap devices = DeviceMap.of(4);
        private final DeviceMap any = DeviceMap.ofAnyKeys(4);
        private final CpuMap processors = CpuMap.of(1);
        private final XskMap sockets = XskMap.of(1);
        private final String device;

        Sideways(String device) {
            this.device = device;
        }

        @Xdp("{device}")
        int send(XdpContext packet) {
            return PacketHelpers.redirectMap(devices, 2, XdpContext.PASS);
        }

        @Xdp
        int nowhere(XdpContext packet) {
            int there = PacketHelpers.redirectMap(any, 123, XdpContext.DROP);
            return there * 10 + PacketHelpers.redirectMap(sockets, 0, XdpContext.PASS);
        }

        @Xdp
        int onward(XdpContext packet) {
            return PacketHelpers.redirectMap(processors, 0, XdpContext.ABORTED);
        }
    }

    @Test
    void redirectsByMaps() throws Exception {
        try (Loaded<Sideways> loaded = Kernel.loadDetached(new Sideways(""))) {
            Sideways program = loaded.program();
            program.processors.set(0, 64);
            program.any.set(7, 1);
            assertThat(program.any.clear(7)).isTrue();
            TestRun run = TestRun.ofData(packet());
            assertThat(loaded.program("nowhere").program().testRun(run).returnValue())
                    .isEqualTo(XdpContext.DROP * 10 + XdpContext.PASS);
            assertThat(loaded.program("onward").program().testRun(run).returnValue())
                    .isEqualTo(XdpContext.REDIRECT);
            assertThatThrownBy(() -> program.devices.set(4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    static final class Receive {
        @Xdp("{device}")
        int see(XdpContext packet) {
            return XdpContext.PASS;
        }

        private final String device;

        Receive(String device) {
            this.device = device;
        }
    }

    @Test
    void sendsPacketsOutOfTheDeviceInTheMap() throws Exception {
        try (VirtualCable in = new VirtualCable();
                VirtualCable out = new VirtualCable();
                DatagramSocket socket = VirtualCable.socket();
                Loaded<Sideways> loaded = Kernel.load(new Sideways(in.near()))) {
            loaded.program()
                    .devices
                    .set(2, NetworkInterface.getByName(out.near()).getIndex());
            // A veth takes redirected packets once its peer has a program or GRO is on.
            out.there("ethtool -K " + out.far() + " gro on || true");
            long before = packetsAt(out);
            Awaitility.await("packets arrive at the other cable").until(() -> {
                in.send("x", socket.getLocalPort());
                return packetsAt(out) > before;
            });
        }
    }

    private static long packetsAt(VirtualCable cable) {
        return Long.parseLong(cable.there("cat /sys/class/net/" + cable.far() + "/statistics/rx_packets")
                .strip());
    }

    static final class Clock {
        @Xdp
        int late(XdpContext packet) {
            long late = Helpers.ktimeGetNs() - Helpers.ktimeGetCoarseNs();
            return late >= 0 ? (int) (late / 1_000_000) : BAD;
        }
    }

    @Test
    void tellsTheTimeOfTheLastTick() {
        assertThat(run(new Clock(), "late")).isBetween(0, 100);
    }

    static final class Cookie {
        @CgroupSkb(direction = Direction.EGRESS)
        int out(CgroupSkbContext packet) {
            BpfSock socket = packet.socket();
            if (socket == null || SocketHelpers.getSocketCookie(packet) == 0) return CgroupSkbContext.DENY;
            BpfSock full = SocketHelpers.skFullsock(socket);
            if (full == null) return CgroupSkbContext.ALLOW;
            long groups = SocketHelpers.skCgroupId(full) + SocketHelpers.skAncestorCgroupId(full, 1);
            return groups != 0 ? CgroupSkbContext.ALLOW : CgroupSkbContext.DENY;
        }
    }

    @Test
    void loadsWhereTheHelperIsAllowed() {
        try (Loaded<Cookie> loaded = Kernel.loadDetached(new Cookie())) {
            assertThat(loaded.programs()).hasSize(1);
        }
    }
}
