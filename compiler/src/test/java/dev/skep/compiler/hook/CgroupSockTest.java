package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class CgroupSockTest {
    private static final int MARK = 0x5e9;

    static final class Watch {
        private final String folder;
        int released;
        int markAtRelease;
        int boundPort;
        int bound6Port;

        Watch(String folder) {
            this.folder = folder;
        }

        @CgroupSock(value = "{folder}", at = CgroupSock.Event.CREATE)
        int create(SockContext socket) {
            if (socket.protocol() == 17) return SockContext.DENY;
            socket.mark(MARK);
            socket.priority(3);
            return SockContext.ALLOW;
        }

        @CgroupSock(value = "{folder}", at = CgroupSock.Event.RELEASE)
        int release(SockContext socket) {
            if (socket.type() != 1) return SockContext.ALLOW;
            released++;
            markAtRelease = socket.mark();
            return SockContext.ALLOW;
        }

        @CgroupSock(value = "{folder}", at = CgroupSock.Event.POST_BIND4)
        int bind4(SockContext socket) {
            if (socket.sourceIp4() == 0x7f000002) return SockContext.DENY;
            boundPort = socket.sourcePort();
            return SockContext.ALLOW;
        }

        @CgroupSock(value = "{folder}", at = CgroupSock.Event.POST_BIND6)
        int bind6(SockContext socket) {
            if (socket.sourceIp6(2) == 0xffff && socket.sourceIp6(3) == 0x7f000002) return SockContext.DENY;
            bound6Port = socket.sourcePort();
            return SockContext.ALLOW;
        }
    }

    @Test
    void decidesOnSocketsThatAreMadeBoundAndClosed() throws IOException {
        Require.feature(KernelFeature.CGROUP_SOCK);
        try (TestCgroup cgroup = new TestCgroup().enter();
                Loaded<Watch> loaded = Kernel.load(new Watch(cgroup.folder()))) {
            assertThatThrownBy(DatagramSocket::new)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not permitted");
            int port;
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                port = server.getLocalPort();
            }
            loaded.refresh();
            Watch watch = loaded.program();
            assertThat(watch.released).isPositive();
            assertThat(watch.markAtRelease).isEqualTo(MARK);
            assertThat(port).isIn(watch.boundPort, watch.bound6Port);
            assertThatThrownBy(() -> new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.2")).close())
                    .isInstanceOf(IOException.class);
        }
    }
}
