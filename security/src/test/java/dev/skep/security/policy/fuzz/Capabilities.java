package dev.skep.security.policy.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A set of capabilities.
 *
 * @param bits those that this kernel knows
 */
record Capabilities(long bits) {
    private static final long KNOWN = known();

    /** Those of these that this kernel knows. */
    static Capabilities asked(long bits) {
        return new Capabilities(bits & KNOWN);
    }

    private static long known() {
        try {
            // In one read: the kernel gives the second of several nothing.
            int last = Integer.parseInt(
                    Files.readAllLines(Path.of("/proc/sys/kernel/cap_last_cap")).getFirst());
            return (2L << last) - 1;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
