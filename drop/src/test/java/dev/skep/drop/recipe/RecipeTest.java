package dev.skep.drop.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.drop.filter.Filter;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.PacketBytes;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each recipe drops the packet that it is about, and nothing of the traffic of a day. */
class RecipeTest {
    private static final String IPV4 = "020000000001" + "020000000002" + "0800";
    private static final String IPV6 = "020000000001" + "020000000002" + "86dd";
    private static final String FROM_TO = "0a000001" + "0a000002";

    /** By recipe, the rest of the packet behind the Ethernet addresses. */
    private static final Map<String, String> DEADLY = deadly();

    private static Map<String, String> deadly() {
        Map<String, String> packets = new LinkedHashMap<>();
        // The last fragment of a ping that ends at 65,536 + 20: offset 65,528, 48 bytes.
        packets.put("ping-of-death", IPV4 + "45000030" + "00011fff" + "40010000" + FROM_TO + "00".repeat(28));
        packets.put("land", IPV4 + "45000028" + "00010000" + "40060000" + "0a0000010a000001" + tcp(139, 139, 0x02, ""));
        // UDP, second fragment at 24 of a first one of 36 bytes.
        packets.put("teardrop", IPV4 + "45000018" + "00f20003" + "40110000" + FROM_TO + "00000000");
        packets.put("tiny-fragment", IPV4 + "4500001c" + "00012000" + "40060000" + FROM_TO + "0400005000000000");
        packets.put(
                "sack-panic", IPV4 + "4500002c" + "00014000" + "40060000" + FROM_TO + tcp(4000, 80, 0x02, "02040030"));
        packets.put(
                "segment-smack",
                IPV4 + "4500002a" + "00014000" + "40060000" + FROM_TO + tcp(4000, 80, 0x10, "") + "4142");
        packets.put("fragment-smack", IPV4 + "45000028" + "00012064" + "40110000" + FROM_TO + "00".repeat(20));
        packets.put("tipc", "020000000001" + "020000000002" + "88ca" + "00".repeat(46));
        packets.put(
                "igmp-query", IPV4 + "4500001c" + "00010000" + "01020000" + "0a000001e0000001" + "1100eeff00000000");
        packets.put(
                "routing-header-0",
                IPV6 + "60000000" + "00182b40" + "fe80".repeat(16) + "3b02000100000000" + "00".repeat(16));
        packets.put(
                "rpl-routing-header",
                IPV6 + "60000000" + "00182b40" + "fe80".repeat(16) + "3b02030100000000" + "00".repeat(16));
        packets.put(
                "sctp-init",
                IPV4 + "45000024" + "00010000" + "40840000" + FROM_TO + "0bb80bb8" + "00000000" + "00000000"
                        + "06000004");
        packets.put(
                "land6",
                IPV6 + "60000000" + "00140640" + "fe800000000000000000000000000001".repeat(2)
                        + tcp(139, 139, 0x02, ""));
        packets.put("echo-loop", IPV4 + "4500001c" + "00010000" + "40110000" + FROM_TO + "00130007" + "00080000");
        packets.put(
                "smurf",
                "ffffffffffff" + "020000000002" + "0800" + "4500001c" + "00010000" + "40010000" + FROM_TO
                        + "0800000000010001");
        packets.put(
                "sctp-asconf",
                IPV4 + "45000028" + "00010000" + "40840000" + FROM_TO + "0bb80bb8" + "00000001" + "00000000"
                        + "c1000008" + "00000000");
        packets.put("dccp", IPV4 + "45000024" + "00010000" + "40210000" + FROM_TO + "00".repeat(16));
        packets.put("vlan-stack", "020000000001" + "020000000002" + "88a80001" + "81000002" + "81000003" + "0800");
        packets.put(
                "fragmentation-needed",
                IPV4 + "45000038" + "00010000" + "40010000" + FROM_TO + "0304000000000578" + "4500001c00010000"
                        + "40fd0000" + "0a0000020a000001" + "00".repeat(8));
        packets.put("xmas", IPV4 + "45000028" + "00010000" + "40060000" + FROM_TO + tcp(4000, 80, 0x29, ""));
        return packets;
    }

    private static String tcp(int from, int to, int flags, String options) {
        ByteBuffer header = ByteBuffer.allocate(20);
        header.putShort(0, (short) from).putShort(2, (short) to).putInt(4, 1).putInt(8, flags == 2 ? 0 : 1);
        header.put(12, (byte) ((5 + options.length() / 8) << 4))
                .put(13, (byte) flags)
                .putShort(14, (short) 64_000);
        return HexFormat.of().formatHex(header.array()) + options;
    }

    private static boolean drops(Recipe recipe, String packet) {
        Match match = Filter.parse(recipe.filter()).match();
        return match.test(new PacketBytes(HexFormat.of().parseHex(packet))) == Match.YES;
    }

    @Test
    void eachDropsThePacketThatItIsAbout() {
        assertThat(Recipe.all()).extracting(Recipe::name).containsExactlyInAnyOrderElementsOf(DEADLY.keySet());
        assertThat(Recipe.all())
                .allSatisfy(recipe -> assertThat(drops(recipe, Objects.requireNonNull(DEADLY.get(recipe.name()))))
                        .as(recipe.name())
                        .isTrue());
    }

    @Test
    void noneDropsEverydayPackets() {
        List<String> everyday = List.of(
                // A ping, a DNS question, the start of a connection, an acknowledgement, one key over ssh, a full
                // segment.
                IPV4 + "45000054" + "00014000" + "40010000" + FROM_TO + "0800000000010001" + "00".repeat(56),
                IPV4 + "45000038" + "00014000" + "40110000" + FROM_TO + "d4310035" + "00240000" + "00".repeat(28),
                IPV4 + "45000034" + "00014000" + "40060000" + FROM_TO + tcp(4000, 443, 0x02, "020405b401010402"),
                IPV4 + "45000028" + "00014000" + "40060000" + FROM_TO + tcp(4000, 443, 0x10, ""),
                IPV4 + "4500004c" + "00014000" + "40060000" + FROM_TO + tcp(4000, 22, 0x18, "") + "00".repeat(36),
                IPV4 + "450005dc" + "00014000" + "40060000" + FROM_TO + tcp(443, 4000, 0x10, "") + "00".repeat(1460),
                IPV6 + "60000000" + "00143aff" + "fe80".repeat(16) + "8700000000000000" + "00".repeat(12),
                IPV6 + "60000000" + "00140640" + "fe80".repeat(16) + tcp(4000, 443, 0x02, ""),
                "ffffffffffff" + "020000000002" + "0806" + "0001080006040001" + "00".repeat(20));
        assertThat(Recipe.all())
                .allSatisfy(
                        recipe -> assertThat(everyday).as(recipe.name()).noneMatch(packet -> drops(recipe, packet)));
    }
}
