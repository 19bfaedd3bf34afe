package dev.skep.bpf.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where code lies in a process's memory, as it was at one moment. Immutable.
 *
 * @param mappings in the order of their addresses
 */
record ProcessMaps(List<MappedFile> mappings) {
    private static final int MOST = 1 << 16;

    /** Nothing is known. */
    static final ProcessMaps NONE = new ProcessMaps(List.of());

    ProcessMaps {
        mappings = List.copyOf(mappings);
    }

    /** Reads them; {@link #NONE} for a process that has ended. */
    static ProcessMaps read(int pid) {
        List<MappedFile> mappings = new ArrayList<>();
        Path file = Path.of("/proc", Integer.toString(pid), "maps");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && mappings.size() < MOST; line = lines.readLine()) {
                MappedFile mapping = MappedFile.parse(line);
                if (mapping != null) {
                    mappings.add(mapping);
                }
            }
        } catch (IOException ended) {
            // What was read before is still right.
            return new ProcessMaps(mappings);
        }
        return new ProcessMaps(mappings);
    }

    Optional<MappedFile> find(long address) {
        int low = 0;
        int high = mappings.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            MappedFile mapping = mappings.get(middle);
            if (mapping.contains(address)) {
                return Optional.of(mapping);
            }
            if (Long.compareUnsigned(mapping.start(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }
}
