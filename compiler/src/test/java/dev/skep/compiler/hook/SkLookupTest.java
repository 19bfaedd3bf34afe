package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.feature.KernelFeature;
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
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class SkLookupTest {
    private static final int EVERY_ADDRESS = 0x7f4d0000;

    interface Index extends Struct {
        int value();
    }

    static final class OneForAll {
        private final String folder;
        private final SockMap server = SockMap.of(1);
        int listening;
        int assigned;
        int port;
        long cookie;

        OneForAll(String folder) {
            this.folder = folder;
        }

        @SockOps("{folder}")
        int event(SockOpsContext event) {
            if (event.operation() == SockOpsContext.TCP_LISTEN_CB
                    && SocketHelpers.sockMapUpdate(event, server, Memory.onStack(Index.class), 0) == 0) listening++;
            return 0;
        }

        /** All ports of 127.77.0.0/16. */
        @SkLookup("/proc/self/ns/net")
        int choose(SkLookupContext connection) {
            if (connection.protocol() != 6 || (connection.localIp4() & 0xffff0000) != EVERY_ADDRESS) {
                return SkLookupContext.PASS;
            }
            if (connection.localPort() == 666) return SkLookupContext.DROP;
            BpfSock socket = SocketHelpers.mapLookupElem(server, Memory.onStack(Index.class));
            if (socket == null) return SkLookupContext.DROP;
            int status = SocketHelpers.skAssign(connection, socket, 0);
            SocketHelpers.skRelease(socket);
            if (status != 0) return SkLookupContext.DROP;
            assigned++;
            port = connection.localPort();
            cookie = connection.cookie();
            return SkLookupContext.PASS;
        }
    }

    @BeforeEach
    void requireHook() {
        Require.feature(KernelFeature.SK_LOOKUP);
    }

    private static SocketChannel connect(String address, int port) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.INET);
        try {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    @Test
    void leadsAllPortsOfANetToOneSocket() throws IOException {
        try (TestCgroup cgroup = new TestCgroup().enter();
                Loaded<OneForAll> loaded = Kernel.load(new OneForAll(cgroup.folder()));
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)
                        .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
            loaded.refresh();
            assertThat(loaded.program().listening).isEqualTo(1);
            for (int port : new int[] {1, 80, 44_444}) {
                try (SocketChannel client = connect("127.77.1.2", port);
                        SocketChannel accepted = server.accept()) {
                    assertThat(accepted.getLocalAddress())
                            .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.77.1.2"), port));
                    assertThat(client.isConnected()).isTrue();
                }
            }
            assertThatThrownBy(() -> connect("127.77.1.2", 666).close()).isInstanceOf(IOException.class);
            loaded.refresh();
            assertThat(loaded.program().assigned).isEqualTo(3);
            assertThat(loaded.program().port).isEqualTo(44_444);
            assertThat(loaded.program().cookie).isNotZero();
        }
    }

    static final class Nowhere {
        @SkLookup("skep-no-such-namespace")
        int choose(SkLookupContext connection) {
            return SkLookupContext.PASS;
        }
    }

    @Test
    void namesTheNamespaceThatDoesNotExist() {
        assertThatThrownBy(() -> Kernel.load(new Nowhere()))
                .isInstanceOf(SyscallException.class)
                .hasMessageContaining("/var/run/netns/skep-no-such-namespace");
    }

    static final class Leak {
        private final SockMap sockets = SockMap.of(1);

        @SkLookup
        int choose(SkLookupContext connection) {
            BpfSock socket = SocketHelpers.mapLookupElem(sockets, Memory.onStack(Index.class));
            return socket == null ? SkLookupContext.DROP : SkLookupContext.PASS;
        }
    }

    @Test
    void refusesASocketThatIsNotGivenBack() {
        assertThatThrownBy(() -> Kernel.compile(new Leak()))
                .isInstanceOf(dev.skep.compiler.CompileException.class)
                .hasMessageContaining("the BpfSock that mapLookupElem gave in line");
    }
}
