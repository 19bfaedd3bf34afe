package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.NetkitLink;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.hook.PacketHeaders.Udp;
import dev.skep.testkit.network.VirtualCable;
import java.net.DatagramSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class NetkitTest {
    static final class Drop {
        private final String device;
        private final int port;
        int dropped;

        Drop(String device, int port) {
            this.device = device;
            this.port = port;
        }

        @Netkit(value = "{device}", peer = true)
        int fromPeer(TcContext packet) {
            Udp udp = PacketHeaders.udp(packet);
            if (udp == null || udp.destination() != port) return TcContext.NEXT;
            dropped++;
            return TcContext.DROP;
        }
    }

    @Test
    void dropsWhatThePeerSends() throws Exception {
        Require.feature(KernelFeature.NETKIT);
        try (VirtualCable cable = new VirtualCable("netkit");
                DatagramSocket blocked = VirtualCable.socket();
                DatagramSocket open = VirtualCable.socket()) {
            try (Loaded<Drop> loaded = Kernel.load(new Drop(cable.near(), blocked.getLocalPort()))) {
                assertThat(loaded.program("fromPeer").links()).singleElement().isInstanceOf(NetkitLink.class);
                cable.send("blocked", blocked.getLocalPort());
                cable.send("open", open.getLocalPort());
                assertThat(VirtualCable.receive(open)).isEqualTo("open");
                loaded.refresh();
                assertThat(loaded.program().dropped).isEqualTo(1);
                loaded.replace(new Drop(cable.near(), 1));
                cable.send("free", blocked.getLocalPort());
                assertThat(VirtualCable.receive(blocked)).isEqualTo("free");
            }
        }
    }

    static final class OnLoopback {
        @Netkit("lo")
        int see(TcContext packet) {
            return TcContext.NEXT;
        }
    }

    @Test
    void namesTheKernelThatItNeeds() {
        Require.without(KernelFeature.NETKIT);
        assertThatThrownBy(() -> Kernel.load(new OnLoopback()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("netkit is not available: it needs Linux 6.7 or newer");
    }
}
