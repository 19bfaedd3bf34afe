package dev.skep.security.policy.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The capabilities that the running kernel knows. It takes no notice of other bits that a process asks for (CAP_VALID_MASK). */
final class KnownCapabilities {
    private static final Path LAST = Path.of("/proc/sys/kernel/cap_last_cap");

    private KnownCapabilities() {}

    /** Their bits; all where the kernel does not say. */
    static long bits() {
        try {
            // In one read: the kernel gives the second of several nothing.
            return (2L << Integer.parseInt(Files.readAllLines(LAST).getFirst())) - 1;
        } catch (IOException hidden) {
            return -1;
        }
    }
}
