package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U32;
import dev.skep.bpf.memory.U8;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class XdpTest {
    private static final int IPV4 = 0x0800;
    private static final int UDP = 17;

    interface Ethernet extends Struct {
        int SIZE = 14;

        @Length(6)
        Bytes destination();

        @Length(6)
        Bytes source();

        @BigEndian
        @U16
        int type();
    }

    interface Ipv4 extends Struct {
        @U8
        int versionAndLength();

        @U8
        int service();

        @BigEndian
        @U16
        int totalLength();

        @BigEndian
        @U16
        int id();

        @BigEndian
        short fragment();

        @U8
        int ttl();

        void ttl(int v);

        @U8
        int protocol();

        @BigEndian
        @U16
        int checksum();

        @BigEndian
        @U32
        long source();

        @BigEndian
        int destination();

        void destination(int v);
    }

    interface Udp extends Struct {
        @BigEndian
        @U16
        int source();

        @BigEndian
        @U16
        int destination();
    }

    static final class Filter {
        private final int port = 53;

        @Xdp
        int dropPort(XdpContext packet) {
            Ethernet ethernet = packet.at(0, Ethernet.class);
            if (ethernet == null || ethernet.type() != IPV4) return XdpContext.PASS;
            Ipv4 ip = packet.at(Ethernet.SIZE, Ipv4.class);
            if (ip == null) return XdpContext.ABORTED;
            if (ip.protocol() != UDP) return XdpContext.PASS;
            int header = (ip.versionAndLength() & 15) * 4;
            Udp udp = packet.at(Ethernet.SIZE + header, Udp.class);
            if (udp == null) return XdpContext.ABORTED;
            return udp.destination() == port ? XdpContext.DROP : XdpContext.PASS;
        }

        @Xdp
        int length(XdpContext packet) {
            return packet.length();
        }

        @Xdp
        int queueAndDevice(XdpContext packet) {
            return packet.queue() * 1000 + packet.ifindex();
        }

        @Xdp
        int signedAndUnsignedNetworkOrder(XdpContext packet) {
            Ipv4 ip = packet.at(Ethernet.SIZE, Ipv4.class);
            if (ip == null) return 0;
            int wrong = 0;
            if (ip.fragment() != -2) wrong |= 1;
            if (ip.source() != 0xc0a80001L) wrong |= 2;
            if (ip.destination() != 0x8000_0001) wrong |= 4;
            if (ip.checksum() != 0xfffe) wrong |= 8;
            if (ip.totalLength() != 0x1234) wrong |= 16;
            return wrong;
        }

        @Xdp
        int answer(XdpContext packet) {
            Ethernet ethernet = packet.at(0, Ethernet.class);
            Ipv4 ip = packet.at(Ethernet.SIZE, Ipv4.class);
            if (ethernet == null || ip == null) return XdpContext.ABORTED;
            for (int i = 0; i < 6; i++) {
                int here = ethernet.destination().u8(i);
                ethernet.destination().u8(i, ethernet.source().u8(i));
                ethernet.source().u8(i, here);
            }
            ip.ttl(ip.ttl() - 1);
            ip.destination(0x0a0b0c0d);
            return XdpContext.TX;
        }

        @Xdp
        int sumAt(XdpContext packet) {
            int sum = 0;
            for (int i = 0; i < 8; i++) {
                Udp words = packet.at(20 + 4 * i, Udp.class);
                if (words == null) return sum;
                sum += words.source();
            }
            return sum;
        }
    }

    private static byte[] packet(int optionWords, int protocol, int port) {
        ByteBuffer packet = ByteBuffer.allocate(64 + optionWords * 4);
        packet.put(new byte[] {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16}).putShort((short) IPV4);
        packet.put((byte) (0x45 + optionWords)).put((byte) 0).putShort((short) 0x1234);
        packet.putShort((short) 7).putShort((short) -2).put((byte) 64).put((byte) protocol);
        packet.putShort((short) 0xfffe).putInt(0xc0a80001).putInt(0x8000_0001);
        packet.position(packet.position() + optionWords * 4);
        packet.putShort((short) 4000).putShort((short) port);
        return packet.array();
    }

    private static TestRun.Result run(String program, byte[] packet) {
        try (Loaded<Filter> loaded = Kernel.load(new Filter())) {
            return loaded.program(program).program().testRun(TestRun.ofData(packet));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,17,53,1", "0,17,54,2", "0,6,53,2", "5,17,53,1", "10,17,53,1", "10,17,5353,2"})
    void findsTheHeaderBehindOneOfComputedLength(int optionWords, int protocol, int port, int verdict) {
        assertThat(run("dropPort", packet(optionWords, protocol, port)).returnValue())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 20, 33, 34, 36, 37})
    void seesThatAPacketIsCut(int length) {
        byte[] cut = java.util.Arrays.copyOf(packet(0, UDP, 53), length);
        assertThat(run("dropPort", cut).returnValue()).isEqualTo(XdpContext.ABORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 60, 1000, 3000})
    void tellsThePacketsLength(int length) {
        assertThat(run("length", new byte[length]).returnValue()).isEqualTo(length);
    }

    @Test
    void readsNetworkOrder() {
        assertThat(run("signedAndUnsignedNetworkOrder", packet(0, UDP, 53)).returnValue())
                .isZero();
    }

    @Test
    void changesThePacket() {
        byte[] before = packet(0, UDP, 53);
        TestRun.Result result = run("answer", before);
        assertThat(result.returnValue()).isEqualTo(XdpContext.TX);
        ByteBuffer after = ByteBuffer.wrap(result.dataOut());
        assertThat(after.get(0)).isEqualTo((byte) 11);
        assertThat(after.get(11)).isEqualTo((byte) 6);
        assertThat(after.get(22)).isEqualTo((byte) 63);
        assertThat(after.getInt(30)).isEqualTo(0x0a0b0c0d);
        assertThat(after.get(23)).isEqualTo((byte) UDP);
    }

    @Test
    void readsUpToTheEndInALoop() {
        byte[] packet = new byte[40];
        ByteBuffer words = ByteBuffer.wrap(packet);
        for (int at = 20; at + 4 <= 40; at += 4) words.putShort(at, (short) at);
        assertThat(run("sumAt", packet).returnValue()).isEqualTo(20 + 24 + 28 + 32 + 36);
    }

    @Test
    void tellsTheDeviceAndItsQueue() {
        byte[] context = ByteBuffer.allocate(24)
                .order(ByteOrder.nativeOrder())
                .putInt(4, 64)
                .array();
        context = ByteBuffer.wrap(context)
                .order(ByteOrder.nativeOrder())
                .putInt(12, 1)
                .array();
        try (Loaded<Filter> loaded = Kernel.load(new Filter())) {
            int found = loaded.program("queueAndDevice")
                    .program()
                    .testRun(TestRun.ofData(new byte[64]).context(context))
                    .returnValue();
            assertThat(found).isEqualTo(1);
        }
    }
}
