package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.link.AttachedPrograms;
import dev.skep.bpf.link.ClsactLink;
import dev.skep.bpf.link.Direction;
import dev.skep.bpf.link.TcxLink;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.PacketHelpers;
import dev.skep.compiler.hook.PacketHeaders.Ethernet;
import dev.skep.compiler.hook.PacketHeaders.Ipv4;
import dev.skep.compiler.hook.PacketHeaders.Udp;
import dev.skep.testkit.network.VirtualCable;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class TcxTest {
    static final class Links {
        private final String device;
        private final int port;
        int dropped;
        int mark;
        int ifindex;

        Links(String device, int port) {
            this.device = device;
            this.port = port;
        }

        @Tcx(value = "{device}", way = Tcx.Way.TCX)
        int see(TcContext packet) {
            Udp udp = PacketHeaders.udp(packet);
            if (udp == null || udp.destination() != port) return TcContext.NEXT;
            packet.mark(0x1234);
            mark = packet.mark();
            ifindex = packet.ifindex();
            dropped++;
            return TcContext.DROP;
        }
    }

    static final class Filters {
        private final String device;
        private final int port;
        int dropped;

        Filters(String device, int port) {
            this.device = device;
            this.port = port;
        }

        @Tcx(value = "{device}", way = Tcx.Way.CLSACT)
        int see(TcContext packet) {
            Udp udp = PacketHeaders.udp(packet);
            if (udp == null || udp.destination() != port) return TcContext.NEXT;
            dropped++;
            return TcContext.DROP;
        }
    }

    @Test
    void dropsPacketsOfOnePortByTcx() throws Exception {
        Require.feature(KernelFeature.TCX);
        try (VirtualCable cable = new VirtualCable();
                DatagramSocket blocked = VirtualCable.socket();
                DatagramSocket open = VirtualCable.socket()) {
            Links program = new Links(cable.near(), blocked.getLocalPort());
            try (Loaded<Links> loaded = Kernel.load(program)) {
                assertThat(loaded.program("see").compiled().hook())
                        .isEqualTo("traffic control ingress of " + cable.near());
                assertThat(loaded.program("see").links()).singleElement().isInstanceOf(TcxLink.class);
                cable.send("blocked", blocked.getLocalPort());
                cable.send("open", open.getLocalPort());
                assertThat(VirtualCable.receive(open)).isEqualTo("open");
                Awaitility.await("the packet is dropped").until(() -> {
                    loaded.refresh();
                    return program.dropped == 1;
                });
                assertThat(program.mark).isEqualTo(0x1234);
                assertThat(program.ifindex).isPositive();
            }
            cable.send("free", blocked.getLocalPort());
            assertThat(VirtualCable.receive(blocked)).isEqualTo("free");
        }
    }

    @Test
    void dropsPacketsOfOnePortByClsact() throws Exception {
        try (VirtualCable cable = new VirtualCable();
                DatagramSocket blocked = VirtualCable.socket();
                DatagramSocket open = VirtualCable.socket()) {
            Filters program = new Filters(cable.near(), blocked.getLocalPort());
            try (Loaded<Filters> loaded = Kernel.load(program)) {
                assertThat(loaded.program("see").links()).singleElement().isInstanceOf(ClsactLink.class);
                cable.send("blocked", blocked.getLocalPort());
                cable.send("open", open.getLocalPort());
                assertThat(VirtualCable.receive(open)).isEqualTo("open");
                Awaitility.await("the packet is dropped").until(() -> {
                    loaded.refresh();
                    return program.dropped == 1;
                });
            }
            cable.send("free", blocked.getLocalPort());
            assertThat(VirtualCable.receive(blocked)).isEqualTo("free");
        }
    }

    static final class Either {
        private final String device;
        int seen;

        Either(String device) {
            this.device = device;
        }

        @Tcx(value = "{device}", direction = Direction.EGRESS)
        int out(TcContext packet) {
            if (PacketHeaders.udp(packet) != null) seen++;
            return TcContext.NEXT;
        }
    }

    @Test
    void seesWhatIsSentByTheBestWayThatTheKernelHas() throws Exception {
        boolean tcx = KernelFeatures.of(KernelFeature.TCX).isSupported();
        try (VirtualCable cable = new VirtualCable();
                DatagramSocket socket = VirtualCable.socket();
                Loaded<Either> loaded = Kernel.load(new Either(cable.near()))) {
            assertThat(loaded.program("out").links())
                    .singleElement()
                    .isInstanceOf(tcx ? TcxLink.class : ClsactLink.class);
            socket.send(new java.net.DatagramPacket(
                    new byte[10], 10, java.net.InetAddress.ofLiteral(VirtualCable.THERE), 9));
            Awaitility.await("the packet is seen").until(() -> {
                loaded.refresh();
                return loaded.program().seen == 1;
            });
        }
    }

    static final class First {
        private final String device;

        First(String device) {
            this.device = device;
        }

        @Tcx(value = "{device}", first = true)
        int see(TcContext packet) {
            return TcContext.NEXT;
        }
    }

    @Test
    void goesBeforeTheOthersWhereThatIsAskedFor() throws Exception {
        Require.feature(KernelFeature.TCX);
        try (VirtualCable cable = new VirtualCable();
                Loaded<Links> one = Kernel.load(new Links(cable.near(), 1));
                Loaded<First> two = Kernel.load(new First(cable.near()))) {
            int index = java.net.NetworkInterface.getByName(cable.near()).getIndex();
            assertThat(AttachedPrograms.onDevice(index, AttachType.TCX_INGRESS).programs())
                    .extracting(AttachedPrograms.Entry::programId)
                    .containsExactly(
                            two.program("see").program().id(),
                            one.program("see").program().id());
        }
    }

    static final class Metadata {
        @Tcx
        int fields(TcContext packet) {
            if (packet.length() != 64) return 1;
            if (packet.protocol() != 0x0800) return 2;
            if (packet.priority() != 7) return 3;
            packet.priority(9);
            packet.controlBlock(3, 77);
            if (packet.controlBlock(3) != 77 || packet.controlBlock(0) != 0) return 4;
            if (packet.vlanPresent() != 0) return 5;
            if (packet.timestamp() != 5_000_000_000L) return 6;
            packet.tcClassid(3);
            BpfSock socket = packet.socket();
            if (socket == null || socket.family() != 2 || socket.sourceIp4() != 0xc0a80001) return 7;
            return packet.priority();
        }

        @Tcx
        int change(TcContext packet) {
            Ethernet ethernet = packet.at(0, Ethernet.class);
            if (ethernet == null) return TcContext.DROP;
            ethernet.destination().u8(0, 0x42);
            if (PacketHelpers.skbChangeTail(packet, 80, 0) != 0) return TcContext.DROP;
            Ipv4 ip = packet.at(PacketHeaders.ETHERNET_SIZE, Ipv4.class);
            if (ip == null) return TcContext.DROP;
            ip.ttl(ip.ttl() - 1);
            return TcContext.PASS;
        }

        @Tcx
        int copy(TcContext packet) {
            var bytes = Memory.onStack(4);
            if (PacketHelpers.skbLoadBytes(packet, 26, bytes) != 0) return -1;
            return bytes.u8(0) << 24 | bytes.u8(1) << 16 | bytes.u8(2) << 8 | bytes.u8(3);
        }

        @Tcx
        int rewrite(TcContext packet) {
            var bytes = Memory.onStack(4);
            bytes.u32(0, 0x0403_0201);
            if (PacketHelpers.skbStoreBytes(packet, 30, bytes, 0) != 0) return -1;
            return PacketHelpers.l3CsumReplace(packet, 24, 0x0100_0080L, 0x0403_0201L, 4);
        }
    }

    private static byte[] packet() {
        ByteBuffer packet = ByteBuffer.allocate(64);
        packet.put(new byte[] {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16}).putShort((short) 0x0800);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) 50);
        packet.putShort((short) 7).putShort((short) 0).put((byte) 64).put((byte) 17);
        packet.putShort((short) 0x1111).putInt(0xc0a80001).putInt(0x8000_0001);
        packet.putShort((short) 4000).putShort((short) 53);
        return packet.array();
    }

    @Test
    void readsAndWritesTheMetadata() {
        byte[] context = ByteBuffer.allocate(192)
                .order(ByteOrder.nativeOrder())
                .putInt(32, 7)
                .putLong(152, 5_000_000_000L)
                .array();
        try (Loaded<Metadata> loaded = Kernel.loadDetached(new Metadata())) {
            TestRun.Result result = loaded.program("fields")
                    .program()
                    .testRun(TestRun.ofData(packet()).context(context));
            assertThat(result.returnValue()).isEqualTo(9);
            ByteBuffer after = ByteBuffer.wrap(result.contextOut()).order(ByteOrder.nativeOrder());
            assertThat(after.getInt(32)).isEqualTo(9);
            assertThat(after.getInt(48 + 12)).isEqualTo(77);
        }
    }

    @Test
    void changesThePacketDirectlyAndByHelpers() {
        try (Loaded<Metadata> loaded = Kernel.loadDetached(new Metadata())) {
            TestRun.Result changed = loaded.program("change").program().testRun(TestRun.ofData(packet()));
            assertThat(changed.returnValue()).isEqualTo(TcContext.PASS);
            assertThat(changed.dataOut()).hasSize(80);
            assertThat(changed.dataOut()[0]).isEqualTo((byte) 0x42);
            assertThat(changed.dataOut()[22]).isEqualTo((byte) 63);
            assertThat(loaded.program("copy")
                            .program()
                            .testRun(TestRun.ofData(packet()))
                            .returnValue())
                    .isEqualTo(0xc0a80001);
            TestRun.Result rewritten = loaded.program("rewrite").program().testRun(TestRun.ofData(packet()));
            assertThat(rewritten.returnValue()).isZero();
            assertThat(ByteBuffer.wrap(rewritten.dataOut()).getInt(30)).isEqualTo(0x0102_0304);
            assertThat(ByteBuffer.wrap(rewritten.dataOut()).getShort(24)).isNotEqualTo((short) 0x1111);
        }
    }

    static final class Outdated {
        @Tcx
        int use(TcContext packet) {
            Ethernet ethernet = packet.at(0, Ethernet.class);
            if (ethernet == null) return TcContext.DROP;
            PacketHelpers.skbPullData(packet, 100);
            return ethernet.type();
        }
    }

    static final class OutdatedOnOnePath {
        @Tcx
        int use(TcContext packet) {
            Ethernet ethernet = packet.at(0, Ethernet.class);
            if (ethernet == null) return TcContext.DROP;
            if (packet.length() > 100) PacketHelpers.skbPullData(packet, 100);
            return ethernet.type();
        }
    }

    static final class OutdatedInALoop {
        @Tcx
        int use(TcContext packet) {
            Ethernet ethernet = packet.at(0, Ethernet.class);
            if (ethernet == null) return TcContext.DROP;
            int sum = 0;
            for (int i = 0; i < packet.length() && i < 100; i++) {
                sum += ethernet.type();
                PacketHelpers.skbPullData(packet, i);
            }
            return sum;
        }
    }

    @Test
    void refusesHeadersFromBeforeTheCallThatMovesThePacket() {
        for (Object program : new Object[] {new Outdated(), new OutdatedOnOnePath(), new OutdatedInALoop()}) {
            assertThatThrownBy(() -> Kernel.compile(program))
                    .isInstanceOf(CompileException.class)
                    .hasMessageStartingWith("TcxTest.java:")
                    .hasMessageContaining("this Ethernet was found before bpf_skb_pull_data, which may move the packet")
                    .hasMessageContaining("mend: ask the context for it again, with at(...), after the call");
        }
    }

    static final class NoDevice {
        @Tcx("skep-no-device")
        int see(TcContext packet) {
            return TcContext.PASS;
        }
    }

    @Test
    void namesTheDeviceThatDoesNotExist() {
        assertThatThrownBy(() -> Kernel.load(new NoDevice()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no network device skep-no-device");
    }

    static final class WrongContext {
        @Tcx
        int see(XdpContext packet) {
            return 0;
        }
    }

    @Test
    void namesTheContextThatTheHookPasses() {
        assertThatThrownBy(() -> Kernel.compile(new WrongContext()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("a method with @Tcx has one parameter, TcContext");
    }

    @ParameterizedTest
    @EnumSource(names = {"TCX", "CLSACT"})
    void isReplacedWhileItRuns(Tcx.Way way) throws Exception {
        if (way == Tcx.Way.TCX) Require.feature(KernelFeature.TCX);
        try (VirtualCable cable = new VirtualCable();
                DatagramSocket socket = VirtualCable.socket()) {
            int port = socket.getLocalPort();
            if (way == Tcx.Way.CLSACT) {
                try (Loaded<Filters> loaded = Kernel.load(new Filters(cable.near(), port))) {
                    loaded.replace(new Filters(cable.near(), 1));
                    cable.send("free", port);
                    assertThat(VirtualCable.receive(socket)).isEqualTo("free");
                }
            } else {
                try (Loaded<Links> loaded = Kernel.load(new Links(cable.near(), port))) {
                    loaded.replace(new Links(cable.near(), 1));
                    cable.send("free", port);
                    assertThat(VirtualCable.receive(socket)).isEqualTo("free");
                }
            }
        }
    }
}
