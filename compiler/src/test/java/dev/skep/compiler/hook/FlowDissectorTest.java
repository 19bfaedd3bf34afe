package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.hook.PacketHeaders.Ipv4;
import dev.skep.compiler.hook.PacketHeaders.Udp;
import dev.skep.testkit.network.VirtualCable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class FlowDissectorTest {
    static final class Headers {
        private final String namespace;

        Headers(String namespace) {
            this.namespace = namespace;
        }

        @FlowDissector("{namespace}")
        int dissect(FlowDissectorContext packet) {
            FlowKeys keys = packet.keys();
            if (keys.networkProtocol() != PacketHeaders.IPV4) return FlowDissectorContext.DROP;
            int start = keys.networkOffset() & 0xff;
            Ipv4 ip = packet.at(start, Ipv4.class);
            if (ip == null) return FlowDissectorContext.DROP;
            keys.addressProtocol(PacketHeaders.IPV4);
            keys.ipProtocol(ip.protocol());
            keys.transportOffset(start + 20);
            keys.addresses().u32(0, Integer.reverseBytes(ip.source()));
            keys.addresses().u32(4, Integer.reverseBytes(ip.destination()));
            Udp udp = packet.at(start + 20, Udp.class);
            if (udp == null) return FlowDissectorContext.DROP;
            keys.sourcePort(udp.source());
            keys.destinationPort(udp.destination());
            return FlowDissectorContext.OK;
        }
    }

    @BeforeEach
    void requireHook() {
        Require.feature(KernelFeature.FLOW_DISSECTOR);
    }

    @Test
    void findsTheHeadersOfAPacket() {
        ByteBuffer packet = ByteBuffer.allocate(64);
        packet.putShort(12, (short) 0x0800).put(14, (byte) 0x45).put(23, (byte) 17);
        packet.putInt(26, 0x0a000001)
                .putInt(30, 0x0a000002)
                .putShort(34, (short) 4000)
                .putShort(36, (short) 53);
        try (Loaded<Headers> loaded = Kernel.loadDetached(new Headers(""))) {
            TestRun.Result result = loaded.program("dissect").program().testRun(TestRun.ofData(packet.array()));
            assertThat(result.returnValue()).isEqualTo(FlowDissectorContext.OK);
            ByteBuffer keys = ByteBuffer.wrap(result.dataOut());
            assertThat(keys.order(ByteOrder.nativeOrder()).getShort(2)).isEqualTo((short) 34);
            assertThat(keys.get(9)).isEqualTo((byte) 17);
            assertThat(keys.order(ByteOrder.BIG_ENDIAN).getShort(14)).isEqualTo((short) 53);
            assertThat(keys.getInt(20)).isEqualTo(0x0a000002);
        }
    }

    @Test
    void attachesToANamespace() {
        try (VirtualCable cable = new VirtualCable();
                Loaded<Headers> loaded = Kernel.load(new Headers(cable.namespace()))) {
            assertThat(loaded.program("dissect").compiled().hook()).isEqualTo("flow dissector of " + cable.namespace());
            assertThat(loaded.program("dissect").links()).hasSize(1);
        }
    }
}
