package dev.skep.agent.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Names of the host's users: /etc/passwd, read again when it has changed, but not more often than each second. */
final class UserNames implements IntFunction<Optional<String>> {
    private static final Path PASSWORDS = Path.of("/etc/passwd");
    private static final long CHECK_NANOS = 1_000_000_000;

    private Map<Integer, String> names = Map.of();
    private FileTime changed = FileTime.fromMillis(0);
    private long checkedNanos = System.nanoTime() - CHECK_NANOS;

    @Override
    public synchronized Optional<String> apply(int uid) {
        long now = System.nanoTime();
        if (now - checkedNanos >= CHECK_NANOS) {
            checkedNanos = now;
            refresh();
        }
        return Optional.ofNullable(names.get(uid));
    }

    private void refresh() {
        try {
            FileTime time = Files.getLastModifiedTime(PASSWORDS);
            if (!time.equals(changed)) {
                names = read();
                changed = time;
            }
        } catch (IOException unreadable) {
            // Without the file users have no names.
            names = Map.of();
        }
    }

    private static Map<Integer, String> read() throws IOException {
        Map<Integer, String> read = new HashMap<>();
        for (String line :
                Files.readString(PASSWORDS, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            String[] fields = line.split(":", -1);
            try {
                if (fields.length > 2) {
                    read.putIfAbsent(Integer.parseUnsignedInt(fields[2]), fields[0]);
                }
            } catch (NumberFormatException notAUser) {
                // A comment, or a line of NIS.
            }
        }
        return read;
    }
}
