package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Direction;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.hook.PacketHeaders.Udp;
import dev.skep.testkit.network.VirtualCable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class CgroupSkbTest {
    private static final String LOOPBACK = "127.0.0.1";

    static final class Filter {
        private final String folder;
        private final int deniedOut;
        private final int deniedIn;
        int seenSocketPort;
        int length;

        Filter(String folder, int deniedOut, int deniedIn) {
            this.folder = folder;
            this.deniedOut = deniedOut;
            this.deniedIn = deniedIn;
        }

        @CgroupSkb(value = "{folder}", direction = Direction.EGRESS)
        int out(CgroupSkbContext packet) {
            Udp udp = PacketHeaders.udp(packet, 0);
            if (udp == null || udp.destination() != deniedOut) return CgroupSkbContext.ALLOW;
            length = packet.length();
            BpfSock socket = packet.socket();
            if (socket != null) seenSocketPort = packet.localPort();
            return CgroupSkbContext.DENY;
        }

        @CgroupSkb(value = "{folder}", direction = Direction.INGRESS)
        int in(CgroupSkbContext packet) {
            Udp udp = PacketHeaders.udp(packet, 0);
            return udp != null && udp.destination() == deniedIn ? CgroupSkbContext.DENY : CgroupSkbContext.ALLOW;
        }
    }

    private static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(LOOPBACK));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(DatagramSocket from, DatagramSocket to, String text) throws IOException {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        from.send(new DatagramPacket(bytes, bytes.length, InetAddress.ofLiteral(LOOPBACK), to.getLocalPort()));
    }

    @Test
    void deniesPacketsOutAndIn() throws IOException {
        Require.feature(KernelFeature.CGROUP_SKB);
        try (DatagramSocket outside = socket();
                TestCgroup cgroup = new TestCgroup().enter();
                DatagramSocket sender = socket();
                DatagramSocket blocked = socket();
                DatagramSocket open = socket()) {
            Filter filter = new Filter(cgroup.folder(), outside.getLocalPort(), blocked.getLocalPort());
            try (Loaded<Filter> loaded = Kernel.load(filter)) {
                assertThat(loaded.program("out").compiled().hook())
                        .isEqualTo("CGROUP_INET_EGRESS of " + cgroup.folder());
                assertThatThrownBy(() -> send(sender, outside, "no"))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("not permitted");
                loaded.refresh();
                assertThat(filter.seenSocketPort).isEqualTo(sender.getLocalPort());
                assertThat(filter.length).isEqualTo(28 + 2);
                send(sender, blocked, "lost");
                send(sender, open, "passes");
                assertThat(VirtualCable.receive(open)).isEqualTo("passes");
            }
            send(sender, outside, "yes");
            assertThat(VirtualCable.receive(outside)).isEqualTo("yes");
            send(sender, blocked, "arrives");
            assertThat(VirtualCable.receive(blocked)).isEqualTo("arrives");
        }
    }

    static final class Writer {
        @CgroupSkb(direction = Direction.INGRESS)
        int in(CgroupSkbContext packet) {
            Udp udp = PacketHeaders.udp(packet, 0);
            if (udp != null) udp.destination(1);
            return CgroupSkbContext.ALLOW;
        }
    }

    @Test
    void refusesToWriteIntoThePacket() {
        assertThatThrownBy(() -> Kernel.compile(new Writer()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("lies in memory that the program may only read");
    }

    static final class TooMuch {
        @CgroupSkb(direction = Direction.INGRESS)
        int in(CgroupSkbContext packet) {
            return CgroupSkbContext.ALLOW_CONGESTED;
        }
    }

    @Test
    void refusesAVerdictThatTheHookDoesNotKnow() {
        assertThatThrownBy(() -> Kernel.compile(new TooMuch()))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("CgroupSkbTest.java:")
                .hasMessageContaining("the kernel takes no result 3 from CGROUP_INET_INGRESS")
                .hasMessageContaining("mend: return 0 (DENY) or 1 (ALLOW)");
    }

    static final class NoCgroup {
        @CgroupSkb(value = "/tmp", direction = Direction.EGRESS)
        int out(CgroupSkbContext packet) {
            return CgroupSkbContext.ALLOW;
        }
    }

    @Test
    void namesTheFolderThatIsNoCgroup() {
        assertThatThrownBy(() -> Kernel.load(new NoCgroup()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/tmp is no folder of cgroup v2");
    }
}
