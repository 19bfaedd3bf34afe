package dev.skep.drop.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.Kernel;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.filter.FilterException;
import dev.skep.drop.filter.Filters;
import dev.skep.drop.match.Match;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Every filter compiles. */
class FilterProgramFuzzTest implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        return Stream.concat(Filters.KNOWN_TO_TCPDUMP.stream(), Filters.OWN.stream())
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public int rounds() {
        return 100;
    }

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (text.indexOf('@') >= 0) return;
        Match match;
        try {
            match = Filter.parse(text).match();
        } catch (FilterException noFilter) {
            return;
        }
        assertThat(Kernel.compile(new DropProgram(List.of(match), false))).hasSize(1);
    }
}
