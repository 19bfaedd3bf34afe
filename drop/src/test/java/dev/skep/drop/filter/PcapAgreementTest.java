package dev.skep.drop.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.drop.match.Match;
import dev.skep.drop.match.PacketBytes;
import dev.skep.drop.packet.PacketGenerator;
import dev.skep.drop.packet.Tcpdump;
import dev.skep.testkit.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A filter means what it means to tcpdump, packet for packet. */
class PcapAgreementTest {
    private static final int PACKETS = 20_000;
    private static final List<byte[]> SAMPLE = sample();

    @TempDir
    private static Path folder;

    private static Path capture;

    private static List<byte[]> sample() {
        PacketGenerator generator = new PacketGenerator(42);
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            packets.add(generator.next());
        }
        return packets;
    }

    @BeforeAll
    static void write() throws Exception {
        Skip.unless(Files.isExecutable(Path.of("/usr/bin/tcpdump")), "tcpdump is not installed");
        capture = folder.resolve("sample.pcap");
        Tcpdump.write(capture, SAMPLE);
    }

    static List<String> filters() {
        return Filters.KNOWN_TO_TCPDUMP;
    }

    static List<String> chains() {
        return Filters.CHAINS;
    }

    @ParameterizedTest
    @MethodSource("filters")
    void agrees(String text) throws Exception {
        agrees(text, SAMPLE, capture);
    }

    @ParameterizedTest
    @MethodSource("chains")
    void agreesAboutChainsOfHeaders(String text) throws Exception {
        List<byte[]> packets =
                SAMPLE.stream().filter(packet -> !mayHoldAuthentication(packet)).toList();
        Path there = folder.resolve("chains.pcap");
        Tcpdump.write(there, packets);
        agrees(text, packets, there);
    }

    private static boolean mayHoldAuthentication(byte[] packet) {
        for (int i = 14; i < packet.length; i++) {
            if (packet[i] == 51) {
                return true;
            }
        }
        return false;
    }

    private static void agrees(String text, List<byte[]> packets, Path capture) throws Exception {
        Match match = Filter.parse(text).match();
        BitSet ours = new BitSet();
        for (int i = 0; i < packets.size(); i++) {
            if (match.test(new PacketBytes(packets.get(i))) == Match.YES) {
                ours.set(i);
            }
        }
        BitSet wrong =
                Tcpdump.matches(capture, text, false).orElseThrow(() -> new AssertionError("not taken: " + text));
        BitSet doubtful = (BitSet) wrong.clone();
        // libpcap's optimiser drops loads, so that packets cut within what was loaded begin to match: there it has two
        // verdicts.
        doubtful.xor(Tcpdump.matches(capture, text, true).orElse(doubtful));
        wrong.xor(ours);
        wrong.andNot(doubtful);
        assertThat(wrong.stream()).as("packets that only one of both matches").isEmpty();
    }
}
