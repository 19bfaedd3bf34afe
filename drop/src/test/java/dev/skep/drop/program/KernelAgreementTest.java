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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel runs is what the filter means. */
@Tag("kernel")
class KernelAgreementTest {
    private static final int PACKETS = 1_000;

    static Stream<String> filters() {
        return Stream.concat(Filters.KNOWN_TO_TCPDUMP.stream(), Filters.OWN.stream());
    }

    @ParameterizedTest
    @MethodSource("filters")
    void dropsWhatMatches(String text) {
        Match match = Filter.parse(text).match();
        PacketGenerator generator = new PacketGenerator(text.hashCode());
        try (Loaded<DropProgram> loaded = Kernel.loadDetached(new DropProgram(List.of(match), false))) {
            Program program = loaded.program("packet").program();
            for (int i = 0; i < PACKETS; i++) {
                byte[] packet = generator.next();
                int expected = match.test(new PacketBytes(packet)) == Match.YES ? XdpContext.DROP : XdpContext.PASS;
                int verdict = program.testRun(TestRun.ofData(packet)).returnValue();
                assertThat(verdict).as("packet %d of %s", i, text).isEqualTo(expected);
            }
        }
    }
}
