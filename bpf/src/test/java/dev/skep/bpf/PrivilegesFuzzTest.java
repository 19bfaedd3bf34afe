package dev.skep.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A file {@code /proc/<process>/status}. */
final class PrivilegesFuzzTest implements FuzzTarget {
    private static final String STATUS =
            "Name:\tjava\nCapInh:\t0000000000000000\nCapEff:\t000001ffffffffff\nSeccomp:\t0\n";

    @Override
    public List<byte[]> seeds() {
        return List.of(STATUS.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> words() {
        return List.of("CapEff:", "CapBnd:", "\t", "ffffffffffffffffff");
    }

    @Override
    public int rounds() {
        return 30_000;
    }

    @Override
    public void read(byte[] input) {
        try {
            Privileges.parse(new String(input, StandardCharsets.UTF_8)).missing();
        } catch (MalformedInputException expected) {
            assertThat(expected.offset()).isNotNegative();
        }
    }
}
