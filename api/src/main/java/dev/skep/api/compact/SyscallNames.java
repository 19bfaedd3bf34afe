package dev.skep.api.compact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The system calls of x86-64 with the names and types of their arguments: numbers as in {@code asm/unistd_64.h}, arguments as the
 * kernel's own {@code events/syscalls/sys_enter_*} tracepoints give them (Linux 6.18).
 */
final class SyscallNames {
    private static final String TABLE = "syscalls-x64.txt";

    private SyscallNames() {}

    /** Read when the first one is wanted. */
    private static final class Table {
        private static final Map<Long, String> CALLS = read();

        private static Map<Long, String> read() {
            Map<Long, String> calls = new HashMap<>();
            try (InputStream in = Objects.requireNonNull(SyscallNames.class.getResourceAsStream(TABLE), TABLE);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> {
                    int blank = line.indexOf(' ');
                    calls.put(Long.parseLong(line.substring(0, blank)), line.substring(blank + 1));
                });
            } catch (IOException e) {
                throw new UncheckedIOException("read " + TABLE, e);
            }
            return calls;
        }
    }

    /** The call's name and arguments, whose values are unknown; its number where it has no name. */
    static String describe(long number) {
        return Table.CALLS.getOrDefault(number, "syscall " + number);
    }

    /** The call's name; its number where it has none. */
    static String name(long number) {
        String call = Table.CALLS.get(number);
        return call == null ? Long.toString(number) : call.substring(0, call.indexOf('('));
    }
}
