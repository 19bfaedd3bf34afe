package dev.skep.drop.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.drop.packet.PacketGenerator;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketSummaryTest {
    private static final String MAC = "020000000001020000000002";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0800450000280001400040060000 0a0000010a000002 0fa001bb 0000000100000001 5002fa0000000000"
                        + "|IP 10.0.0.1.4000 > 10.0.0.2.443: TCP [S], ttl 64, length 40",
                "8100000508004500001c00010000 40010000 0a0000010a000002 08000000|vlan 5, IP 10.0.0.1 > 10.0.0.2: ICMP type 8 code 0,"
                        + " ttl 64, length 28",
                "08004500002800012064 40110000 0a0000010a000002 0000000000000000|IP 10.0.0.1 > 10.0.0.2: UDP, fragment at 800, ttl 64,"
                        + " length 40",
                "86dd6000000000083aff fe800000000000000000000000000001 ff020000000000000000000000000001 87000000"
                        + "|IP6 fe80:0:0:0:0:0:0:1 > ff02:0:0:0:0:0:0:1: ICMP6 type 135 code 0, hops 255, length 8",
                "08060001080006040001 020000000002 0a000001 000000000000 0a000002|ARP who has 10.0.0.2",
                "0800 4500|IP (cut)",
                "88b5 0000|ethertype 0x88b5, length 16"
            })
    void tellsWhatMatters(String packet, String line) {
        byte[] bytes = HexFormat.of().parseHex(MAC + packet.replace(" ", ""));
        assertThat(PacketSummary.of(bytes)).isEqualTo(line);
    }

    @Test
    void nothingInAPacketBreaksIt() {
        PacketGenerator generator = new PacketGenerator(11);
        for (int i = 0; i < 5_000; i++) {
            byte[] packet = generator.next();
            assertThat(PacketSummary.of(Arrays.copyOf(packet, i % packet.length)))
                    .isNotEmpty();
        }
    }
}
