package dev.skep.compiler.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Networks as text. */
final class PrefixFuzzTest implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        return List.of("10.0.0.0/8".getBytes(StandardCharsets.UTF_8), "fe80::1:2/128".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> words() {
        return List.of("::", "/32", "/128", "255", "0x", "%lo", "::ffff:1.2.3.4");
    }

    @Override
    public int rounds() {
        return 30_000;
    }

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            assertThat(Prefix.of(text).bits()).isBetween(0, 128);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("network " + text);
        }
    }
}
