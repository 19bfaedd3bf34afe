package dev.skep.agent;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Memory of the maps that this process has open: {@code memlock} of /proc/self/fdinfo, each map once. */
final class KernelMemory {
    private KernelMemory() {}

    static long mapBytes() {
        Map<String, Long> maps = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fdinfo"))) {
            for (Path file : files) {
                read(file, maps);
            }
        } catch (IOException unknown) {
            // Without /proc nobody knows.
            return 0;
        }
        return maps.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void read(Path file, Map<String, Long> maps) {
        String id = "";
        long bytes = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("map_id:")) {
                    id = line.substring(line.indexOf(':') + 1).strip();
                } else if (line.startsWith("memlock:")) {
                    bytes = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
                }
            }
        } catch (IOException closedMeanwhile) {
            return;
        }
        if (!id.isEmpty()) {
            maps.put(id, bytes);
        }
    }
}
