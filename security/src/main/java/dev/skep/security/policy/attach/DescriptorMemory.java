package dev.skep.security.policy.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of a map or program that this process has open: {@code memlock} of /proc/self/fdinfo. */
final class DescriptorMemory {
    private static final String FIELD = "memlock:";

    private DescriptorMemory() {}

    /** Bytes; 0 where the kernel does not say. */
    static long bytes(int descriptor) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo", String.valueOf(descriptor)))) {
                if (line.startsWith(FIELD)) {
                    return Long.parseLong(line.substring(FIELD.length()).strip());
                }
            }
        } catch (IOException closedMeanwhile) {
            return 0;
        }
        return 0;
    }
}
