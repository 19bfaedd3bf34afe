package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.testkit.network.VirtualCable;
import java.net.DatagramSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Packets of one port are dropped at the end of a cable. */
@Tag("kernel")
@Tag("quick")
class XdpAttachTest {
    interface Header extends Struct {
        @U8
        int version();

        @U8
        int service();

        @U16
        int length();

        @U16
        int id();

        @U16
        int fragment();

        @U8
        int ttl();

        @U8
        int protocol();
    }

    interface Ports extends Struct {
        @BigEndian
        @U16
        int source();

        @BigEndian
        @U16
        int destination();
    }

    @SuppressWarnings("UnusedVariable") // the hook's target names it
    static final class Drop {
        private final String device;
        private final int port;
        int dropped;

        Drop(String device, int port) {
            this.device = device;
            this.port = port;
        }

        @Xdp("{device}")
        int see(XdpContext packet) {
            Header ip = packet.at(14, Header.class);
            Ports ports = packet.at(34, Ports.class);
            if (ip == null || ports == null || ip.protocol() != 17 || ports.destination() != port) {
                return XdpContext.PASS;
            }
            dropped++;
            return XdpContext.DROP;
        }
    }

    @Test
    void dropsPacketsOfOnePortUntilItIsClosed() throws Exception {
        try (VirtualCable cable = new VirtualCable();
                DatagramSocket blocked = VirtualCable.socket();
                DatagramSocket open = VirtualCable.socket()) {
            Drop drop = new Drop(cable.near(), blocked.getLocalPort());
            try (Loaded<Drop> loaded = Kernel.load(drop)) {
                assertThat(loaded.program("see").compiled().hook()).isEqualTo("XDP on " + cable.near());
                cable.send("blocked", blocked.getLocalPort());
                cable.send("open", open.getLocalPort());
                assertThat(VirtualCable.receive(open)).isEqualTo("open");
                Awaitility.await("the packet is dropped").until(() -> {
                    loaded.refresh();
                    return drop.dropped == 1;
                });
            }
            cable.send("free", blocked.getLocalPort());
            assertThat(VirtualCable.receive(blocked)).isEqualTo("free");
        }
    }

    static final class NoDevice {
        @Xdp("skep-no-device")
        int see(XdpContext packet) {
            return XdpContext.PASS;
        }
    }

    @Test
    void namesTheDeviceThatDoesNotExist() {
        assertThatThrownBy(() -> Kernel.load(new NoDevice()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no network device skep-no-device");
    }
}
