package dev.skep.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process may do in the kernel, from its effective capabilities.
 *
 * @param capabilities the effective set, one bit for each capability
 */
record Rights(long capabilities) {
    private static final int CAP_SYS_ADMIN = 21;

    static Rights ofThisProcess() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/self/status")));
        } catch (IOException e) {
            throw new UncheckedIOException("read /proc/self/status", e);
        }
    }

    static Rights parse(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> new Rights(Long.parseUnsignedLong(
                        line.substring("CapEff:".length()).strip(), 16)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line CapEff in /proc/self/status"));
    }

    /** The tests load, attach and look up by id: together that is CAP_SYS_ADMIN, which root has. */
    boolean loadPrograms() {
        return (capabilities & (1L << CAP_SYS_ADMIN)) != 0;
    }

    String explanation() {
        return loadPrograms()
                ? "this process has CAP_SYS_ADMIN"
                : "loading programs into the kernel needs CAP_SYS_ADMIN (run as root)";
    }
}
