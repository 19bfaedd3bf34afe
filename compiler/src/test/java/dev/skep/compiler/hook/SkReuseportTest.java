package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.link.ReuseportLink;
import dev.skep.bpf.map.ReuseportArray;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.SocketCall;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.SocketHelpers;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
class SkReuseportTest {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEPORT = 15;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int ADDRESS_BYTES = 16;

    interface Index extends Struct {
        int value();

        void value(int v);
    }

    /** A datagram of n bytes is for socket n. */
    static final class ByLength {
        private final ReuseportArray sockets = ReuseportArray.of(4);
        int protocol;
        int etherType;
        int missing;

        @SkReuseport
        int choose(SkReuseportContext packet) {
            protocol = packet.protocol();
            etherType = packet.etherType();
            Index index = Memory.onStack(Index.class);
            index.value(packet.length() - UDP_HEADER);
            int status = SocketHelpers.skSelectReuseport(packet, sockets, index, 0);
            if (status != 0) missing++;
            return status == 0 ? SkReuseportContext.PASS : SkReuseportContext.DROP;
        }
    }

    private static Fd bound(int port) {
        Fd socket = SocketCall.open(AF_INET, SOCK_DGRAM, 0, "a socket of port " + port);
        SocketCall.option(socket.number(), SOL_SOCKET, SO_REUSEPORT, 1, "reuseport");
        CallBuffer address = CallBuffer.allocate(ADDRESS_BYTES)
                .u8(0, AF_INET)
                .u8(2, port >>> 8)
                .u8(3, port)
                .u8(4, 127)
                .u8(7, 1);
        SocketCall.bind(socket, address);
        return socket;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static void send(DatagramSocket from, int port, int bytes) throws IOException {
        from.send(new DatagramPacket(new byte[bytes], bytes, InetAddress.ofLiteral("127.0.0.1"), port));
    }

    @Test
    @Timeout(30)
    void theSocketThatWasChosenGetsTheDatagram() throws IOException {
        int port = freePort();
        List<Fd> sockets = new ArrayList<>();
        try (Loaded<ByLength> loaded = Kernel.load(new ByLength());
                DatagramSocket sender = new DatagramSocket()) {
            for (int i = 0; i < 3; i++) {
                Fd socket = bound(port);
                sockets.add(socket);
                loaded.program().sockets.set(i, socket.number());
            }
            try (ReuseportLink link = ReuseportLink.attach(
                    loaded.program("choose").program(), sockets.getFirst().number())) {
                assertThat(link.hook()).startsWith("choice among the sockets");
                CallBuffer message = CallBuffer.allocate(64);
                for (int length : new int[] {2, 1, 2, 1}) {
                    send(sender, port, length);
                    assertThat(SocketCall.receive(sockets.get(length), message)).isEqualTo(length);
                }
                assertThat(loaded.program().sockets.clear(2)).isTrue();
                send(sender, port, 2);
                loaded.refresh();
                assertThat(loaded.program().protocol).isEqualTo(UDP);
                assertThat(loaded.program().etherType).isEqualTo(0x0800);
                assertThat(loaded.program().missing).isEqualTo(1);
            }
        } finally {
            sockets.forEach(Fd::close);
        }
    }

    @Test
    void socketsThatShareNoPortAreRefused() {
        try (Loaded<ByLength> loaded = Kernel.load(new ByLength());
                Fd alone = SocketCall.open(AF_INET, SOCK_DGRAM, 0, "alone")) {
            assertThatThrownBy(() -> loaded.program().sockets.set(0, alone.number()))
                    .isInstanceOf(SyscallException.class)
                    .hasMessageContaining("EINVAL");
        }
    }
}
