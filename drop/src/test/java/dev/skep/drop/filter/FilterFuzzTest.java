package dev.skep.drop.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.drop.match.Match;
import dev.skep.drop.match.PacketBytes;
import dev.skep.drop.packet.PacketGenerator;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Any text is a filter, which says something of any packet, or has one clear mistake. */
class FilterFuzzTest implements FuzzTarget {
    private final List<byte[]> packets =
            Stream.generate(new PacketGenerator(3)::next).limit(4).toList();

    @Override
    public List<byte[]> seeds() {
        return Stream.concat(Filters.KNOWN_TO_TCPDUMP.stream(), Filters.OWN.stream())
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public List<String> words() {
        return List.of(
                " and ", " or ", " not ", "(", ")", "[0:2]", " & 0xff", "tcp", "ip6 ", "src ", "net ", "port ", "vlan ",
                "len ");
    }

    @Override
    public int rounds() {
        return 20_000;
    }

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        // Files are no text: what is in them is read as it is everywhere.
        if (text.indexOf('@') >= 0) return;
        try {
            Match match = Filter.parse(text).match();
            for (byte[] packet : packets)
                assertThat(match.test(new PacketBytes(packet))).isBetween(Match.NO, Match.CUT);
        } catch (FilterException mistake) {
            assertThat(mistake.at()).isBetween(0, text.length());
            assertThat(mistake)
                    .message()
                    .startsWith("column " + (mistake.at() + 1) + ": ")
                    .hasLineCount(1);
            assertThat(mistake.picture()).endsWith("^");
        }
    }
}
