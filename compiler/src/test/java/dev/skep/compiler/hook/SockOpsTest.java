package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.map.SockHash;
import dev.skep.bpf.map.SockMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.SocketHelpers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events of TCP connections, and data that goes from socket to socket by way of a map. */
@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class SockOpsTest {
    private static final int ACTIVE = 0;
    private static final int PASSIVE = 1;

    interface Index extends Struct {
        int value();

        void value(int v);
    }

    interface First extends Struct {
        byte value();

        void value(byte v);
    }

    @BeforeEach
    void requireHook() {
        Require.feature(KernelFeature.SOCK_OPS);
    }

    static final class Watch {
        private final String folder;
        private final int port;
        int connects;
        int accepts;
        int states;
        int remotePort;
        int localIp;
        int tcpWindow;

        Watch(String folder, int port) {
            this.folder = folder;
            this.port = port;
        }

        @SockOps("{folder}")
        int event(SockOpsContext event) {
            if (event.operation() == SockOpsContext.ACTIVE_ESTABLISHED_CB && event.remotePort() == port) {
                connects++;
                remotePort = event.remotePort();
                localIp = event.localIp4();
                BpfSock socket = event.socket();
                if (socket != null) {
                    var tcp = SocketHelpers.tcpSock(socket);
                    if (tcp != null) tcpWindow = tcp.congestionWindow();
                }
                SocketHelpers.sockOpsCbFlagsSet(event, SockOpsContext.STATE_CALLBACKS);
            } else if (event.operation() == SockOpsContext.PASSIVE_ESTABLISHED_CB && event.localPort() == port) {
                accepts++;
            } else if (event.operation() == SockOpsContext.STATE_CB) {
                states++;
            }
            return 1;
        }
    }

    private static ServerSocketChannel server() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.INET)
                .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    }

    private static int port(ServerSocketChannel server) throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    @Test
    void hearsOfConnectionsAndTheirStates() throws IOException {
        try (TestCgroup cgroup = new TestCgroup().enter();
                ServerSocketChannel server = server();
                Loaded<Watch> loaded = Kernel.load(new Watch(cgroup.folder(), port(server)))) {
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
                client.connect(server.getLocalAddress());
                server.accept().close();
            }
            Awaitility.await("all events").untilAsserted(() -> {
                loaded.refresh();
                Watch watch = loaded.program();
                assertThat(watch.connects).isEqualTo(1);
                assertThat(watch.accepts).isEqualTo(1);
                assertThat(watch.states).isPositive();
                assertThat(watch.remotePort).isEqualTo(port(server));
                assertThat(watch.localIp).isEqualTo(0x7f000001);
                assertThat(watch.tcpWindow).isPositive();
            });
        }
    }

    static final class ShortCut {
        private final String folder;
        private final int port;
        private final SockMap sockets = SockMap.of(2);
        int messages;
        int firstByte;
        int size;

        ShortCut(String folder, int port) {
            this.folder = folder;
            this.port = port;
        }

        @SockOps("{folder}")
        int event(SockOpsContext event) {
            boolean active = event.operation() == SockOpsContext.ACTIVE_ESTABLISHED_CB && event.remotePort() == port;
            boolean passive = event.operation() == SockOpsContext.PASSIVE_ESTABLISHED_CB && event.localPort() == port;
            if (active || passive) {
                Index index = Memory.onStack(Index.class);
                index.value(active ? ACTIVE : PASSIVE);
                SocketHelpers.sockMapUpdate(event, sockets, index, 0);
            }
            return 0;
        }

        /** What the client sends goes right into the server's receive queue, and gets another first byte. */
        @SkMsg("sockets")
        int send(SkMsgContext message) {
            if (message.remotePort() != port) return SkMsgContext.PASS;
            messages++;
            size = message.size();
            SocketHelpers.msgPullData(message, 0, 1, 0);
            First first = message.at(0, First.class);
            if (first == null) return SkMsgContext.DROP;
            firstByte = first.value();
            first.value((byte) 'J');
            return SocketHelpers.msgRedirectMap(message, sockets, PASSIVE, 1);
        }
    }

    @Test
    void sendsDataFromSocketToSocket() throws IOException {
        Require.feature(KernelFeature.SK_MSG);
        try (TestCgroup cgroup = new TestCgroup().enter();
                ServerSocketChannel server = server();
                Loaded<ShortCut> loaded = Kernel.load(new ShortCut(cgroup.folder(), port(server)));
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
            client.connect(server.getLocalAddress());
            try (SocketChannel accepted = server.accept()) {
                client.write(ByteBuffer.wrap(new byte[] {'H', 'a', 'v', 'a'}));
                ByteBuffer read = ByteBuffer.allocate(4);
                while (read.hasRemaining()) accepted.read(read);
                assertThat(read.array()).containsExactly('J', 'a', 'v', 'a');
            }
            loaded.refresh();
            assertThat(loaded.program().messages).isEqualTo(1);
            assertThat(loaded.program().firstByte).isEqualTo('H');
            assertThat(loaded.program().size).isEqualTo(4);
        }
    }

    static final class Hashed {
        private final SockHash<Index> sockets = SockHash.of(Index.class, 4);

        @SkMsg("sockets")
        int send(SkMsgContext message) {
            return SkMsgContext.PASS;
        }
    }

    @Test
    void attachesToSocketsInAHash() {
        Require.feature(KernelFeature.SK_MSG);
        try (Loaded<Hashed> loaded = Kernel.load(new Hashed())) {
            assertThat(loaded.program("send").links()).hasSize(1);
        }
    }

    static final class Echo {
        private final String folder;
        private final int port;
        private final SockMap sockets = SockMap.of(1);
        int length;

        Echo(String folder, int port) {
            this.folder = folder;
            this.port = port;
        }

        @SockOps("{folder}")
        int event(SockOpsContext event) {
            if (event.operation() == SockOpsContext.PASSIVE_ESTABLISHED_CB && event.localPort() == port) {
                SocketHelpers.sockMapUpdate(event, sockets, Memory.onStack(Index.class), 0);
            }
            return 0;
        }

        /** What the server's socket receives goes straight back. */
        @SkSkb(value = "sockets", as = SkSkb.Role.STREAM_VERDICT)
        int receive(SkSkbContext data) {
            length = data.length();
            return SocketHelpers.skRedirectMap(data, sockets, 0, 0);
        }
    }

    @Test
    void answersInTheKernel() throws IOException {
        Require.feature(KernelFeature.SK_SKB);
        try (TestCgroup cgroup = new TestCgroup().enter();
                ServerSocketChannel server = server();
                Loaded<Echo> loaded = Kernel.load(new Echo(cgroup.folder(), port(server)));
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
            client.connect(server.getLocalAddress());
            client.socket().setSoTimeout(20_000);
            try (SocketChannel accepted = server.accept()) {
                assertThat(accepted.isConnected()).isTrue();
                client.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                assertThat(client.socket().getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
            }
            loaded.refresh();
            assertThat(loaded.program().length).isEqualTo(3);
        }
    }
}
