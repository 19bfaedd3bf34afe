package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.NetfilterLink.Place;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.PacketHeaders.Ipv4;
import dev.skep.compiler.hook.PacketHeaders.Udp;
import dev.skep.testkit.network.VirtualCable;
import java.net.DatagramSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class NetfilterTest {
    @KernelStruct("nf_hook_state")
    interface State extends Struct {
        int hook();

        int pf();
    }

    @KernelStruct("sk_buff")
    interface SkBuff extends Struct {
        long head();

        @U16
        int network_header();

        int len();
    }

    static final class Drop {
        private final int port;
        int dropped;
        int hook;
        int length;

        Drop(int port) {
            this.port = port;
        }

        @Netfilter(at = Place.LOCAL_IN, priority = 4321)
        int see(State state, SkBuff packet) {
            long start = packet.head() + packet.network_header();
            Ipv4 ip = Memory.atKernel(start, Ipv4.class);
            if (ip.protocol() != PacketHeaders.UDP) return 1;
            Udp udp = Memory.atKernel(start + (ip.versionAndLength() & 15) * 4L, Udp.class);
            if (udp.destination() != port) return 1;
            dropped++;
            hook = state.hook();
            length = packet.len();
            return 0;
        }
    }

    @Test
    void dropsPacketsOfOnePort() throws Exception {
        Require.feature(KernelFeature.NETFILTER);
        try (VirtualCable cable = new VirtualCable();
                DatagramSocket blocked = VirtualCable.socket();
                DatagramSocket open = VirtualCable.socket()) {
            try (Loaded<Drop> loaded = Kernel.load(new Drop(blocked.getLocalPort()))) {
                cable.send("blocked", blocked.getLocalPort());
                cable.send("open", open.getLocalPort());
                assertThat(VirtualCable.receive(open)).isEqualTo("open");
                loaded.refresh();
                assertThat(loaded.program().dropped).isEqualTo(1);
                assertThat(loaded.program().hook).isEqualTo(1);
                assertThat(loaded.program().length).isEqualTo(28 + 7);
                assertThatThrownBy(() -> loaded.replace(new Drop(1)))
                        .as("no two programs of one priority, and no exchange")
                        .isInstanceOf(SyscallException.class)
                        .hasMessageContaining("EBUSY");
                cable.send("blocked", blocked.getLocalPort());
                cable.send("open", open.getLocalPort());
                assertThat(VirtualCable.receive(open)).isEqualTo("open");
            }
            cable.send("free", blocked.getLocalPort());
            assertThat(VirtualCable.receive(blocked)).isEqualTo("free");
        }
    }

    @Test
    void namesTheKernelThatItNeeds() {
        Require.without(KernelFeature.NETFILTER);
        assertThatThrownBy(() -> Kernel.load(new Drop(1)))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("netfilter is not available: it needs Linux 6.4 or newer");
    }

    static final class Wrong {
        @Netfilter(at = Place.FORWARD, priority = 1)
        int see(State state, SkBuff packet) {
            return 2;
        }
    }

    @Test
    void refusesAVerdictThatNetfilterDoesNotTake() {
        assertThatThrownBy(() -> Kernel.compile(new Wrong()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("the kernel takes no result 2 from netfilter FORWARD of IPV4")
                .hasMessageContaining("mend: return 0 (NF_DROP) or 1 (NF_ACCEPT)");
    }
}
