package dev.skep.compiler.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.CgroupHelpers;
import dev.skep.compiler.helper.SocketHelpers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class CgroupSockAddrTest {
    /** TEST-NET-1 of RFC 5737: nobody has it. */
    private static final String VIRTUAL = "192.0.2.7";

    private static final int VIRTUAL_IP = 0xc0000207;
    private static final int LOOPBACK = 0x7f000001;
    private static final int EHOSTDOWN = 112;

    @TempDir
    private Path temporary;

    @BeforeEach
    void requireHook() {
        Require.feature(KernelFeature.CGROUP_SOCK_ADDR);
    }

    static final class Service {
        private final String folder;
        private final int port;
        long cookie;
        int protocol;

        Service(String folder, int port) {
            this.folder = folder;
            this.port = port;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.CONNECT4)
        int connect(SockAddrContext address) {
            if (address.userIp4() != VIRTUAL_IP) return SockAddrContext.ALLOW;
            if (address.userPort() != 80) return SockAddrContext.DENY;
            cookie = SocketHelpers.getSocketCookie(address);
            protocol = address.protocol();
            address.userIp4(LOOPBACK);
            address.userPort(port);
            return SockAddrContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.GETPEERNAME4)
        int peer(SockAddrContext address) {
            if (address.userPort() != port) return SockAddrContext.ALLOW;
            address.userIp4(VIRTUAL_IP);
            address.userPort(80);
            return SockAddrContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.GETSOCKNAME4)
        int own(SockAddrContext address) {
            address.userIp4(0x01020304);
            return SockAddrContext.ALLOW;
        }
    }

    @Test
    void leadsConnectionsElsewhereAndHidesIt() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)
                        .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
                TestCgroup cgroup = new TestCgroup().enter()) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            try (Loaded<Service> loaded = Kernel.load(new Service(cgroup.folder(), port));
                    SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
                client.connect(new InetSocketAddress(InetAddress.ofLiteral(VIRTUAL), 80));
                try (SocketChannel accepted = server.accept()) {
                    client.write(ByteBuffer.wrap("hello".getBytes(UTF_8)));
                    ByteBuffer read = ByteBuffer.allocate(5);
                    while (read.hasRemaining()) accepted.read(read);
                    assertThat(new String(read.array(), UTF_8)).isEqualTo("hello");
                }
                loaded.refresh();
                assertThat(loaded.program().cookie).isNotZero();
                assertThat(loaded.program().protocol).isEqualTo(6);
                assertThatThrownBy(() -> connect(VIRTUAL, 81).close())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("not permitted");
                String names = "use Socket; socket(my $s, PF_INET, SOCK_STREAM, 0); connect($s, pack_sockaddr_in(80,"
                        + " inet_aton(\"" + VIRTUAL + "\"))) or die $!; for (getpeername($s), getsockname($s))"
                        + " { my ($p, $a) = sockaddr_in($_); print inet_ntoa($a), \" \" }";
                assertThat(cgroup.run("perl -e '" + names + "'"))
                        .isEqualTo(new TestCgroup.Outcome(0, VIRTUAL + " 1.2.3.4"));
            }
        }
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

    static final class Datagrams {
        private final String folder;
        private final int port;
        int received;

        Datagrams(String folder, int port) {
            this.folder = folder;
            this.port = port;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.SENDMSG4)
        int send(SockAddrContext address) {
            if (address.userIp4() != VIRTUAL_IP) return SockAddrContext.ALLOW;
            if (address.userPort() == 99) {
                CgroupHelpers.setRetval(-EHOSTDOWN);
                return SockAddrContext.DENY;
            }
            address.userIp4(LOOPBACK);
            address.userPort(port);
            address.messageSourceIp4(LOOPBACK + 4);
            return SockAddrContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.RECVMSG4)
        int receive(SockAddrContext address) {
            received++;
            if (address.userIp4() != LOOPBACK + 4) return SockAddrContext.ALLOW;
            address.userIp4(VIRTUAL_IP);
            address.userPort(53);
            return SockAddrContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.BIND4)
        int bind(SockAddrContext address) {
            if (address.userPort() == 7) return SockAddrContext.DENY;
            if (address.userIp4() == VIRTUAL_IP) address.userIp4(LOOPBACK);
            return SockAddrContext.ALLOW;
        }
    }

    @Test
    void leadsDatagramsElsewhereAndRenamesTheirSender() throws IOException {
        try (TestCgroup cgroup = new TestCgroup().enter();
                DatagramChannel receiver = DatagramChannel.open(StandardProtocolFamily.INET)
                        .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
                DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
            int port = ((InetSocketAddress) receiver.getLocalAddress()).getPort();
            try (Loaded<Datagrams> loaded = Kernel.load(new Datagrams(cgroup.folder(), port))) {
                sender.send(ByteBuffer.wrap(new byte[3]), new InetSocketAddress(InetAddress.ofLiteral(VIRTUAL), 53));
                assertThat(receiver.receive(ByteBuffer.allocate(10)))
                        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral(VIRTUAL), 53));
                loaded.refresh();
                assertThat(loaded.program().received).isEqualTo(1);
                assertThatThrownBy(() -> sender.send(
                                ByteBuffer.wrap(new byte[3]),
                                new InetSocketAddress(InetAddress.ofLiteral(VIRTUAL), 99)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("Host is down");
                try (DatagramChannel bound = DatagramChannel.open(StandardProtocolFamily.INET)
                        .bind(new InetSocketAddress(InetAddress.ofLiteral(VIRTUAL), 0))) {
                    assertThat(((InetSocketAddress) bound.getLocalAddress()).getAddress())
                            .isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
                }
                assertThatThrownBy(() -> DatagramChannel.open(StandardProtocolFamily.INET)
                                .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7))
                                .close())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    static final class Six {
        private final String folder;
        private final int port;
        int calls;

        Six(String folder, int port) {
            this.folder = folder;
            this.port = port;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.CONNECT6)
        int connect(SockAddrContext address) {
            calls++;
            if (address.userIp6(0) != 0x20010db8) return SockAddrContext.ALLOW;
            address.userIp6(0, 0);
            address.userIp6(1, 0);
            address.userIp6(2, 0);
            address.userIp6(3, 1);
            address.userPort(port);
            return SockAddrContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.BIND6)
        int bind(SockAddrContext address) {
            calls++;
            return SockAddrContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.SENDMSG6)
        int send(SockAddrContext address) {
            calls++;
            return SockAddrContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.RECVMSG6)
        int receive(SockAddrContext address) {
            calls++;
            return SockAddrContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.GETPEERNAME6)
        int peer(SockAddrContext address) {
            calls++;
            return SockAddrContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.GETSOCKNAME6)
        int own(SockAddrContext address) {
            calls++;
            return SockAddrContext.ALLOW;
        }
    }

    @Test
    void knowsAddressesOfIpv6() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET6)
                        .bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
                TestCgroup cgroup = new TestCgroup().enter()) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            try (Loaded<Six> loaded = Kernel.load(new Six(cgroup.folder(), port));
                    SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET6)) {
                assertThat(loaded.programs()).hasSize(6);
                client.connect(new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 80));
                server.accept().close();
                loaded.refresh();
                assertThat(loaded.program().calls).isPositive();
            }
        }
    }

    static final class Unix {
        private final String folder;
        int denied;

        Unix(String folder) {
            this.folder = folder;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.CONNECT_UNIX)
        int connect(SockAddrContext address) {
            if (address.family() != 1) return SockAddrContext.ALLOW;
            denied++;
            return SockAddrContext.DENY;
        }
    }

    @Test
    void deniesConnectionsOfUnixSockets() throws IOException {
        Require.feature(KernelFeature.CGROUP_UNIX);
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(temporary.resolve("socket"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                TestCgroup cgroup = new TestCgroup().enter();
                Loaded<Unix> loaded = Kernel.load(new Unix(cgroup.folder()))) {
            assertThat(server.isOpen()).isTrue();
            assertThatThrownBy(() -> SocketChannel.open(address).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not permitted");
            loaded.refresh();
            assertThat(loaded.program().denied).isEqualTo(1);
        }
    }

    static final class Denied {
        @CgroupSockAddr(at = CgroupSockAddr.Call.RECVMSG4)
        int receive(SockAddrContext address) {
            if (address.userPort() == 5) return SockAddrContext.DENY;
            return SockAddrContext.ALLOW;
        }
    }

    @Test
    void refusesADenialWhereTheCallCannotBeDenied() {
        assertThatThrownBy(() -> Kernel.compile(new Denied()))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("CgroupSockAddrTest.java:")
                .hasMessageContaining("the kernel takes no result 0 from CGROUP_UDP4_RECVMSG")
                .hasMessageContaining("mend: return 1 (ALLOW): this call cannot be denied any more");
    }

    static final class Silent {
        @CgroupSockAddr(at = CgroupSockAddr.Call.GETSOCKNAME4)
        void own(SockAddrContext address) {}
    }

    @Test
    void refusesAMethodWithoutResultWhereZeroIsNone() {
        assertThatThrownBy(() -> Kernel.compile(new Silent()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("the kernel takes no result 0 from CGROUP_INET4_GETSOCKNAME");
    }

    static final class Element {
        @CgroupSockAddr(at = CgroupSockAddr.Call.CONNECT6)
        int connect(SockAddrContext address) {
            return address.userIp6(4) == 0 ? SockAddrContext.ALLOW : SockAddrContext.DENY;
        }
    }

    @Test
    void refusesAWordThatTheAddressDoesNotHave() {
        assertThatThrownBy(() -> Kernel.compile(new Element()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("SockAddrContext.userIp6 has no element 4")
                .hasMessageContaining("mend: use an index from 0 to 3");
    }
}
