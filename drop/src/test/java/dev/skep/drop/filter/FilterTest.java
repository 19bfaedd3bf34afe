package dev.skep.drop.filter;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.drop.match.Match;
import dev.skep.drop.match.PacketBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", 0, "the filter is empty"),
                Arguments.of("tpc", 0, "unknown word 'tpc' (did you mean 'tcp'?)"),
                Arguments.of("frobnicate", 0, "unknown word 'frobnicate'"),
                Arguments.of("tcp port", 8, "expected the port here, and not the end"),
                Arguments.of("tcp port 65536", 9, "'65536' is not a number from 0 to 65535"),
                Arguments.of("tcp port no-such-service", 9, "nor a name in /etc/services"),
                Arguments.of("portrange 20-10", 10, "the range 20-10 is empty: write 10-20"),
                Arguments.of("icmp port 5", 10, "'icmp' has no ports: tcp, udp and sctp have"),
                Arguments.of("host 10.0.0.256", 5, "is not an address"),
                Arguments.of("host example.org", 5, "names are not resolved"),
                Arguments.of("host 10.0.0.0/8", 5, "is a network: write net instead of host"),
                Arguments.of("host 10.1", 5, "is no whole address"),
                Arguments.of("net 10.0.0.1/8", 4, "has bits behind the first 8"),
                Arguments.of("ip host fe80::1", 8, "is an address of IPv6, and not of ip"),
                Arguments.of("ip6 host 10.0.0.1", 9, "is an address of IPv4, and not of ip6"),
                Arguments.of("tcp host 10.0.0.1", 9, "write for instance tcp and host 10.0.0.1"),
                Arguments.of("ether host 1:2:3", 11, "is not a MAC address"),
                Arguments.of("(tcp", 4, "expected ')' here, and not the end"),
                Arguments.of("tcp)", 3, "expected 'and', 'or' or the end here, and not ')'"),
                Arguments.of("tcp udp", 4, "expected 'and', 'or' or the end here, and not 'udp'"),
                Arguments.of("tcp and", 7, "expected a test here, and not the end"),
                Arguments.of("tcp[0:3] = 1", 6, "a field has 1, 2 or 4 bytes, and not '3'"),
                Arguments.of("tcp[70000] = 1", 0, "offset 70000 is outside of any packet"),
                Arguments.of("ip[0] / 0 = 1", 6, "division by zero"),
                Arguments.of("frob[0] = 1", 0, "'frob' has no bytes"),
                Arguments.of("vlan 4096", 5, "'4096' is not a number from 0 to 4095"),
                Arguments.of("ip proto 256", 9, "'256' is not a number from 0 to 255"),
                Arguments.of("ttl 5", 4, "expected a comparison here, such as ttl < 5"),
                Arguments.of("inbound", 0, "every packet at XDP is inbound"),
                Arguments.of("ip broadcast", 3, "the broadcast address of a network is not known here"),
                Arguments.of("tcp protochain 6", 15, "'tcp' has no chain of headers: ip and ip6 have"),
                Arguments.of("tcp $ udp", 4, "'$' has no meaning in a filter"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeHasAPlaceAndAMend(String text, int at, String message) {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Filter.parse(text))
                .withMessageContaining(message)
                .satisfies(wrong -> assertThat(wrong.at()).isEqualTo(at));
    }

    @Test
    void thePlaceIsMarkedUnderTheText() {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Filter.parse("udp\tor tpc"))
                .satisfies(wrong -> assertThat(wrong.picture()).isEqualTo(String.format("udp or tpc%n       ^")));
    }

    @Test
    void deepParenthesesAreRefused() {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Filter.parse("(".repeat(100) + "tcp" + ")".repeat(100)))
                .withMessageContaining("nested more than 32 deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not ", "!", "(", "host (", "host not not ", "-", "ip[-(", "ip["})
    void whatIsNestedWithoutEndIsRefused(String opening) {
        assertThatExceptionOfType(FilterException.class).isThrownBy(() -> Filter.parse(opening.repeat(100_000) + "1"));
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Filter.parse("host " + opening.repeat(100_000) + "1"));
    }

    @Test
    void wordsThatAlternateForeverAreRefused() {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Filter.parse("tcp" + " and udp or tcp".repeat(20_000)))
                .withMessageContaining(" deep, of 30 that are possible");
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Filter.parse("ip[8]" + " + ip[9]".repeat(50_000) + " = 1"))
                .withMessageContaining("deep, of 30 that are possible");
    }

    @Test
    void manyAlternativesAreNotDeep() {
        String many = IntStream.range(1, 5_000).mapToObj(port -> "port " + port).collect(joining(" or "));
        Match match = Filter.parse(many).match();
        assertThat(match.test(new PacketBytes(new byte[60]))).isEqualTo(Match.NO);
        assertThat(Height.of(match)).isLessThan(20);
    }

    @Test
    void aWrongLineOfAFileOfNetworksIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("networks"), "10.0.0.0/8\n10.0.0.1/8 # too long\n");
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Filter.parse("src net @" + file))
                .withMessage(
                        "column 9: " + file + ":2: '10.0.0.1/8' has bits behind the first 8, which is all that counts");
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Filter.parse("net @/no/such/file"))
                .withMessage("column 5: /no/such/file: no such file");
    }

    @Test
    void aFileOfNetworksHasThemInAnyOrder(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("networks"),
                "# both kinds, twice, nested\n\n"
                        + "  2001:db8::/32\n"
                        + "10.0.0.0/8\t# ten\n"
                        + "10.0.0.0/8\n"
                        + "10.1.0.0/16\n"
                        + "192.0.2.7\r\n"
                        + "2001:db8::/32");
        assertThat(NetworkFile.read(file))
                .satisfies(
                        read -> assertThat(read.version4() && read.version6()).isTrue())
                .extracting(NetworkFile::networks)
                .satisfies(set -> assertThat(set.contains(0x0a010203)
                                && set.contains(0xc0000207)
                                && set.contains(0x20010db8L << 32, 9))
                        .isTrue())
                .satisfies(set -> assertThat(set.contains(0x0b000000) || set.contains(0xc0000208) || set.contains(1, 1))
                        .isFalse());
    }

    @Test
    void aFileIsTheSameForWhoReadsTheFilterElsewhere(@TempDir Path folder) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path file = Files.writeString(folder.resolve("networks"), "192.0.2.0/24");
        Path blank = Files.writeString(
                Files.createDirectory(folder.resolve("my (own)")).resolve("nets"), "192.0.2.0/24");
        String written =
                "udp and (src net @" + here.relativize(file) + " or dst net @\"" + here.relativize(blank) + "\")";
        String absolute = "udp and (src net @" + file + " or dst net @\"" + blank + "\")";
        assertThat(Filter.parse(written).text()).isEqualTo(absolute);
        assertThat(Filter.parse(absolute)).extracting(Filter::text).isEqualTo(absolute);
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Filter.parse("src net @\"/no such/file\" or tcp"))
                .withMessage("column 9: /no such/file: no such file");
    }

    @Test
    void aFileOfNetworksIsAFileOfText(@TempDir Path folder) throws IOException {
        Path comments =
                Files.writeString(folder.resolve("comments"), "# Zürich\n192.0.2.0/24 # 日本\n" + "# x".repeat(300));
        assertThat(NetworkFile.read(comments).networks().contains(0xc0000201)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkFile.read(Path.of("/dev/zero")))
                .withMessageStartingWith("/dev/zero: not a regular file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkFile.read(folder))
                .withMessageStartingWith(folder + ": not a regular file");
        Path zeros = Files.write(folder.resolve("zeros"), new byte[100_000]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkFile.read(zeros))
                .withMessage(zeros + ": not a text file: a line has more than 1000 characters");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {127, 'E', 'L', 'F', '\n'});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkFile.read(binary))
                .withMessage(binary + ":1: not a text file");
    }

    @Test
    void linesOfEachLengthAreReadWhole(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            text.append("10.").append(i / 256).append('.').append(i % 256).append(".0/24 #");
            text.append("-".repeat(i % 900)).append(i % 2 == 0 ? "\n" : "\r\n\n");
        }
        NetworkFile read = NetworkFile.read(Files.writeString(folder.resolve("networks"), text.append("192.0.2.1")));
        assertThat(IntStream.range(0, 3_000).allMatch(i -> read.networks().contains(0x0a000000 + (i << 8))))
                .isTrue();
        assertThat(read.networks().contains(0xc0000201)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'10.0.0.0/8\n\n#\n10/8', 4, 10/8", "'10.0.0.0/8\n10.0.0.0/8 x', 2, 10.0.0.0/8 x"})
    void aLineThatIsNoNetworkIsNamed(String text, int line, String shown, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("networks"), text.replace("\\n", "\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkFile.read(file))
                .withMessage(
                        file + ":" + line + ": '" + shown + "' is not a network such as 192.0.2.0/24 or 2001:db8::/32");
    }

    @ParameterizedTest
    @CsvSource({
        "10,8",
        "192.168,16",
        "10.0.0.1,32",
        "10/8,8",
        "0.0.0.0/0,0",
        "::,128",
        "fe80::/10,10",
        "::ffff:10.0.0.1,128"
    })
    void networksHaveALength(String text, int bits) {
        assertThat(ShortPrefix.parse(text))
                .hasValueSatisfying(prefix -> assertThat(prefix.bits()).isEqualTo(bits));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0.0", "10.0.0.256", "10/33", "1.2.3.4/x", "fe80:::1", "fe80::1/129", "1:2:3", "''", "a.b"})
    void nonsenseIsNoNetwork(String text) {
        assertThat(ShortPrefix.parse(text)).isEmpty();
    }
}
