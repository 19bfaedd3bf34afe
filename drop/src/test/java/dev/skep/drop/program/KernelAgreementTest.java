package dev.skep.drop.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.filter.Filters;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.PacketBytes;
import dev.skep.drop.packet.PacketGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel runs is what the filter means. */
@Tag("kernel")
class KernelAgreementTest {
    private static final int PACKETS = 1_000;

    static Stream<String> filters() {
        return Stream.of(Filters.KNOWN_TO_TCPDUMP, Filters.CHAINS, Filters.OWN).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void dropsWhatMatches(String text) {
        agree(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 10_000})
    void dropsWhatComesFromNetworksOfAFile(int networks, @TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(networks);
        List<String> lines = new ArrayList<>(List.of("# networks", "10.0.0.0/31 # two", "", "2001:db8::/127"));
        while (lines.size() < networks) {
            lines.add(random.nextInt(1, 224) + "." + random.nextInt(256) + "." + random.nextInt(256) + ".0/24");
            lines.add(String.format("2001:%x:%x::/48", random.nextInt(0x10000), random.nextInt(0x10000)));
        }
        Path file = Files.write(folder.resolve("networks"), lines);
        agree("src net @" + file);
        agree("net @" + file + " and not tcp");
    }

    @Test
    void manyRulesAreLookedUp() {
        List<Match> rules = new ArrayList<>();
        for (int port = 1000; port < 2000; port++) {
            rules.add(Filter.parse("tcp dst port " + port).match());
        }
        rules.add(Filter.parse("udp").match());
        try (Loaded<DropProgram> loaded = Kernel.loadDetached(new DropProgram(rules, false))) {
            assertThat(loaded.program("packet").compiled().instructionCount()).isLessThan(200);
            agree(loaded, packet -> rules.stream().anyMatch(rule -> rule.test(packet) == Match.YES), 5, "many rules");
        }
    }

    /** So many are a loop in the kernel, in which each has parts of its own: they were taken for one another once. */
    @Test
    void dropsWhatOneOfHundredsIs() {
        SplittableRandom random = new SplittableRandom(5);
        PacketGenerator generator = new PacketGenerator(6);
        List<String> hosts = new ArrayList<>();
        while (hosts.size() < 120) {
            byte[] packet = generator.next();
            int at = 26 + 4 * random.nextInt(2);
            if (packet.length > 34 && packet[12] == 8 && packet[13] == 0) {
                hosts.add(IntStream.range(at, at + 4)
                        .mapToObj(i -> String.valueOf(packet[i] & 0xff))
                        .collect(Collectors.joining(".")));
            }
        }
        agree("src host " + String.join(" or ", hosts));
        agree("host " + String.join(" or ", hosts.subList(0, 60)));
        agree(hosts.stream().map(host -> "not src host " + host).collect(Collectors.joining(" and ")));
        agree(IntStream.range(1, 100).mapToObj(String::valueOf).collect(Collectors.joining(" or ", "tcp port (", ")")));
    }

    @Test
    void whatAChoiceBeginsWithIsTestedOnce() {
        int one = instructions("tcp[13] & 3 = 3");
        int three = instructions("tcp[13] & 3 = 3 or tcp[13] = 0 or tcp[13] & 0x29 = 0x29");
        assertThat(three - one).isLessThan(30);
        agree("tcp[13] & 3 = 3 or tcp[13] = 0 or tcp[13] & 0x29 = 0x29");
        agree("not (udp port 53 or udp[8] = 0)");
        agree("tcp[13] = 2 or tcp[13] = 2");
        agree("tcp[13] = 2 and ip[8] < 5 or tcp[13] = 2");
        agree("icmp or icmp");
    }

    private static int instructions(String text) {
        DropProgram program = new DropProgram(List.of(Filter.parse(text).match()), false);
        try (Loaded<DropProgram> loaded = Kernel.loadDetached(program)) {
            return loaded.program("packet").compiled().instructionCount();
        }
    }

    private static void agree(String text) {
        Match match = Filter.parse(text).match();
        try (Loaded<DropProgram> loaded = Kernel.loadDetached(new DropProgram(List.of(match), false))) {
            agree(loaded, packet -> match.test(packet) == Match.YES, text.hashCode(), text);
        }
    }

    private static void agree(Loaded<DropProgram> loaded, Predicate<PacketBytes> drops, long seed, String what) {
        PacketGenerator generator = new PacketGenerator(seed);
        Program program = loaded.program("packet").program();
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = generator.next();
            int expected = drops.test(new PacketBytes(packet)) ? XdpContext.DROP : XdpContext.PASS;
            int verdict = program.testRun(TestRun.ofData(packet)).returnValue();
            assertThat(verdict).as("packet %d of %s", i, what).isEqualTo(expected);
        }
    }
}
