package dev.skep.drop.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.Kernel;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.filter.FilterException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the language allows, the compiler follows. */
class DeepFilterTest {
    private static int instructions(String text) {
        DropProgram program = new DropProgram(List.of(Filter.parse(text).match()), false);
        return Kernel.compile(program).getFirst().instructionCount();
    }

    private static void compiles(String text) {
        assertThat(instructions(text)).as(text).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "'', icmp, ' or arp and icmp'",
        "not, icmp, ''",
        "'not (icmp or ', arp, ')'",
        "'', ip[8], ' + ip[9]'",
        "'ip[(', 1, ') & 1]'",
        "'(vlan or ', icmp, ') and arp'"
    })
    void filtersAsDeepAsPossibleCompile(String before, String inner, String after) {
        String deepest = inner;
        for (String text = inner; ; text = before + " " + text + after) {
            try {
                String whole = text.contains("ip[") || text.startsWith("1") ? text + " = 1" : text;
                Filter.parse(whole);
                deepest = whole;
            } catch (FilterException tooDeep) {
                assertThat(tooDeep).hasMessageContaining("nested");
                break;
            }
        }
        compiles(deepest);
    }

    @Test
    void whatManyWaysToMatchBeginWithIsAskedOnce() {
        String ways = "src and dst portrange 22-80";
        int most = instructions(ways) + instructions("not sctp dst port 443");
        assertThat(instructions("not sctp dst port 443 and " + ways)).isLessThan(most);
    }

    @Test
    void whatManyWaysToMatchEndWithIsThereOnce() {
        String end = "src and dst portrange 22-80";
        int most = instructions(end) + instructions("vlan 4");
        assertThat(instructions("vlan 4 and " + end)).isLessThan(most);
        compiles("not sctp dst port 443 and (ip and (vlan 4 and src and dst portrange 22-80))");
    }

    @Test
    void whatIsKnownIsNotAskedAgain() {
        int nothing = instructions("tcp and udp");
        assertThat(instructions("esp and (ether proto 0x1234 or (icmp or portrange 0-443))"))
                .isEqualTo(nothing);
        assertThat(instructions("ip and vlan 4 and ip6")).isEqualTo(nothing);
        assertThat(instructions("tcp dst port 80 and (ip or ip6) and tcp")).isEqualTo(instructions("tcp dst port 80"));
    }

    @Test
    void anyNumberOfConditionsCompiles() {
        compiles(IntStream.range(0, 100)
                .mapToObj(i -> "not src host 10.0.0." + i)
                .collect(Collectors.joining(" and ")));
    }

    @Test
    void hundredsOfAlternativesCompile() {
        compiles(IntStream.range(0, 300)
                .mapToObj(i -> "10.0." + i % 7 + "." + i % 256)
                .collect(Collectors.joining(" or ", "src host ", "")));
        compiles(IntStream.range(0, 100)
                .mapToObj(i -> "" + (i + 1))
                .collect(Collectors.joining(" or ", "tcp port (", ")")));
    }
}
