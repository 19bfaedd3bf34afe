package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U8;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers at offsets that the packet itself tells, and about which neither the program nor the verifier knows anything. */
@Tag("kernel")
@Tag("quick")
class PacketOffsetTest {
    private static final int BYTES = 64;
    private static final int WALK = 20;
    private static final int NOTHING = 999;

    interface Offset extends Struct {
        @BigEndian
        int value();
    }

    interface Chained extends Struct {
        @U8
        int next();

        @U8
        int words();
    }

    static final class Offsets {
        @Xdp
        int followed(XdpContext packet) {
            Offset offset = packet.at(0, Offset.class);
            if (offset == null) return NOTHING;
            Chained there = packet.at(offset.value(), Chained.class);
            return there == null ? NOTHING : there.next();
        }

        /** One of two offsets, of which neither has bounds. */
        @Xdp
        int chosen(XdpContext packet) {
            Offset first = packet.at(0, Offset.class);
            Offset second = packet.at(4, Offset.class);
            if (first == null || second == null) return NOTHING;
            int offset = packet.ifindex() == 0 ? first.value() : second.value();
            Chained there = packet.at(offset, Chained.class);
            return there == null ? NOTHING : there.next();
        }

        /** The product has bounds that Linux 6.1 does not know. */
        @Xdp
        int walked(XdpContext packet) {
            int at = WALK;
            for (int i = 0; i < 40; i++) {
                if (at > BYTES) return NOTHING;
                Chained header = packet.at(at, Chained.class);
                if (header == null) return NOTHING;
                if (header.next() == 0) return at;
                int kind = header.next() >>> 7;
                at += (header.words() + 1 + kind) * (8 - 4 * kind);
            }
            return at;
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "62, 62", "63, 999", "64, 999", "65535, 999", "70000, 999", "-1, 999", "-2147483648, 999"})
    void whatIsOutsideOfThePacketIsNull(int offset, int expected) {
        ByteBuffer packet = ByteBuffer.allocate(BYTES);
        for (int i = 8; i < BYTES; i++) {
            packet.put(i, (byte) i);
        }
        assertThat(run("followed", packet.putInt(0, offset))).isEqualTo(expected);
        assertThat(run("chosen", packet.putInt(4, offset))).isEqualTo(expected);
    }

    @Test
    void headersAreWalkedWhoseLengthsAreProducts() {
        ByteBuffer packet = ByteBuffer.allocate(BYTES);
        packet.put(WALK, (byte) 1).put(WALK + 1, (byte) 1);
        packet.put(WALK + 16, (byte) 0x80).put(WALK + 17, (byte) 1);
        assertThat(run("walked", packet)).isEqualTo(WALK + 16 + 12);
    }

    private static int run(String method, ByteBuffer packet) {
        byte[] bytes = new byte[BYTES];
        packet.get(0, bytes);
        try (Loaded<Offsets> loaded = Kernel.loadDetached(new Offsets())) {
            return loaded.program(method)
                    .program()
                    .testRun(TestRun.ofData(bytes))
                    .returnValue();
        }
    }
}
