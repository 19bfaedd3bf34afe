package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.PacketHelpers;
import dev.skep.testkit.network.VirtualCable;
import java.net.DatagramSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class SocketFilterTest {
    static final class Watch {
        private final String device;
        private final int port;
        int seen;
        int protocol;

        Watch(String device, int port) {
            this.device = device;
            this.port = port;
        }

        @SocketFilter("{device}")
        int see(SocketFilterContext packet) {
            Bytes ports = Memory.onStack(4);
            if (PacketHelpers.skbLoadBytes(packet, 34, ports) != 0) return 0;
            if ((ports.u8(2) << 8 | ports.u8(3)) != port) return 0;
            seen++;
            protocol = packet.protocol();
            return 0;
        }
    }

    @Test
    void watchesADeviceAndTouchesNothing() throws Exception {
        Require.feature(KernelFeature.SOCKET_FILTER);
        try (VirtualCable cable = new VirtualCable();
                DatagramSocket socket = VirtualCable.socket();
                Loaded<Watch> loaded = Kernel.load(new Watch(cable.near(), socket.getLocalPort()))) {
            cable.send("hello", socket.getLocalPort());
            assertThat(VirtualCable.receive(socket)).isEqualTo("hello");
            loaded.refresh();
            assertThat(loaded.program().seen).isEqualTo(1);
            assertThat(loaded.program().protocol).isEqualTo(PacketHeaders.IPV4);
            loaded.replace(new Watch(cable.near(), socket.getLocalPort()));
            cable.send("again", socket.getLocalPort());
            assertThat(VirtualCable.receive(socket)).isEqualTo("again");
            loaded.refresh();
            assertThat(loaded.program().seen).isEqualTo(1);
        }
    }
}
