package dev.skep.testkit.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import dev.skep.testkit.Damage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader of foreign bytes under test. Its test class has a constructor without parameters. */
public interface FuzzTarget {
    /** Sound inputs, of which damaged ones are made; at least one. */
    List<byte[]> seeds();

    /**
     * Reads an input. What the reader is documented to throw is caught here; whatever leaves is a bug.
     *
     * @throws Exception the bug, if it is no {@link Error}
     */
    void read(byte[] input) throws Exception;

    /** What inputs are made of, for readers of text. */
    default List<String> words() {
        return List.of();
    }

    /** How many damaged inputs every build tries; they should take less than a second. */
    default int rounds() {
        return 10_000;
    }

    /** Every build: the seeds, nothing, and damaged seeds. */
    @Test
    default void survivesDamagedInput() {
        List<byte[]> seeds = seeds();
        for (byte[] seed : seeds) attempt(seed, "a seed");
        attempt(new byte[0], "nothing");
        for (int round = 0; round < rounds(); round++) {
            attempt(Damage.of(seeds.get(round % seeds.size()), words(), round), "round " + round);
        }
    }

    /** Every build: what broke the reader once, which the resource {@code <class>.found} has in hexadecimal, an input a line. */
    @Test
    default void survivesWhatBrokeItOnce() throws IOException {
        try (InputStream found = getClass().getResourceAsStream(getClass().getSimpleName() + ".found")) {
            if (found == null) return;
            String lines = new String(found.readAllBytes(), StandardCharsets.US_ASCII);
            lines.lines().forEach(line -> attempt(HexFormat.of().parseHex(line), "what was found"));
        }
    }

    private void attempt(byte[] input, String which) {
        try {
            read(input);
        } catch (Exception | Error bug) {
            fail(which + ": " + HexFormat.of().formatHex(input), bug);
        }
    }
}
