package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class CgroupSockoptTest {
    private static final int SOL_SOCKET = 1;
    private static final int SO_BROADCAST = 6;
    private static final int SO_RCVBUF = 8;
    private static final int SO_SNDBUF = 7;

    interface Value extends Struct {
        int value();

        void value(int v);
    }

    static final class Options {
        private final String folder;
        int seen;

        Options(String folder) {
            this.folder = folder;
        }

        @CgroupSockopt(value = "{folder}", at = CgroupSockopt.Call.SETSOCKOPT)
        int set(SockoptContext call) {
            if (call.level() != SOL_SOCKET) return SockoptContext.ALLOW;
            if (call.option() == SO_BROADCAST) return SockoptContext.DENY;
            Value number = call.at(0, Value.class);
            if (call.option() == SO_RCVBUF && number != null) {
                seen = number.value();
                number.value(30_000);
            }
            return SockoptContext.ALLOW;
        }

        @CgroupSockopt(value = "{folder}", at = CgroupSockopt.Call.GETSOCKOPT)
        int get(SockoptContext call) {
            Value number = call.at(0, Value.class);
            if (call.level() == SOL_SOCKET && call.option() == SO_SNDBUF && number != null) {
                number.value(4242);
                call.result(0);
            }
            return SockoptContext.ALLOW;
        }
    }

    @Test
    void deniesAndChangesOptions() throws IOException {
        Require.feature(KernelFeature.CGROUP_SOCKOPT);
        try (TestCgroup cgroup = new TestCgroup().enter();
                DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET);
                Loaded<Options> loaded = Kernel.load(new Options(cgroup.folder()))) {
            assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.SO_BROADCAST, true))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not permitted");
            socket.setOption(StandardSocketOptions.SO_RCVBUF, 60_000);
            loaded.refresh();
            assertThat(loaded.program().seen).isEqualTo(60_000);
            assertThat(socket.getOption(StandardSocketOptions.SO_RCVBUF)).isIn(30_000, 60_000);
            assertThat(socket.getOption(StandardSocketOptions.SO_SNDBUF)).isIn(4242, 2121);
        }
    }
}
