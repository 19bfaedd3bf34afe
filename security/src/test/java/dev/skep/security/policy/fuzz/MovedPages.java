package dev.skep.security.policy.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pages that the kernel has moved since it began, to make room for large ones. While one is moved, programs in the kernel cannot read it: what
 * they look for there is not found, and a condition that it has to be something else holds. Of 883,000 addresses of sendto(2) 41 were not found
 * while all memory was compacted again and again.
 */
final class MovedPages {
    private MovedPages() {}

    /** How many; 0 where the kernel does not count them. */
    static long count() throws IOException {
        return Files.readAllLines(Path.of("/proc/vmstat")).stream()
                .filter(line -> line.startsWith("pgmigrate_success "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }
}
