package dev.skep.bpf.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's functions by address, from /proc/kallsyms. Read whole, which takes a tenth of a second, so only for those who
 * need it. Knows nothing where kernel.kptr_restrict or a missing CAP_SYSLOG hides addresses. Immutable.
 */
public final class KernelSymbols {
    private static final Path KALLSYMS = Path.of("/proc/kallsyms");
    /** Calls of helpers are relative to it. */
    private static final String CALL_BASE = "__bpf_call_base";

    private final Map<Long, String> names;
    private final long callBase;
    private volatile @Nullable NavigableMap<Long, String> sorted;

    private KernelSymbols(Map<Long, String> names, long callBase) {
        this.names = names;
        this.callBase = callBase;
    }

    /** Reads them; without /proc/kallsyms none are known. */
    public static KernelSymbols read() {
        try (BufferedReader lines = Files.newBufferedReader(KALLSYMS, StandardCharsets.ISO_8859_1)) {
            return parse(lines.lines());
        } catch (IOException unreadable) {
            return new KernelSymbols(Map.of(), 0);
        }
    }

    static KernelSymbols parse(Stream<String> lines) {
        Map<Long, String> names = new HashMap<>();
        long[] base = {0};
        lines.forEach(line -> {
            int blank = line.indexOf(' ');
            if (!isNumber(line, blank) || line.length() < blank + 4 || line.charAt(blank + 2) != ' ') {
                return;
            }
            char type = line.charAt(blank + 1);
            if (type != 't' && type != 'T' && type != 'w' && type != 'W') {
                return;
            }
            int end = line.indexOf('\t', blank + 3);
            String name = line.substring(blank + 3, end < 0 ? line.length() : end);
            long address = Long.parseUnsignedLong(line, 0, blank, 16);
            if (address != 0 && !name.isEmpty()) {
                names.putIfAbsent(address, name);
                if (name.equals(CALL_BASE)) {
                    base[0] = address;
                }
            }
        });
        return new KernelSymbols(names, base[0]);
    }

    private static boolean isNumber(String line, int length) {
        if (length < 1 || length > 16) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!HexFormat.isHexDigit(line.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The function at exactly this address. */
    public Optional<String> at(long address) {
        return Optional.ofNullable(names.get(address));
    }

    /**
     * The function that an address is in, with the distance from its beginning: "do_sys_openat2+0x1c". Empty for addresses of
     * user space, and where no function begins before.
     */
    public Optional<String> near(long address) {
        Map.Entry<Long, String> function = address < 0 ? sorted().floorEntry(address) : null;
        return Optional.ofNullable(function)
                .map(found -> found.getValue() + "+0x" + Long.toHexString(address - found.getKey()));
    }

    private NavigableMap<Long, String> sorted() {
        NavigableMap<Long, String> known = sorted;
        if (known == null) {
            // Addresses of the kernel are negative numbers in their own order.
            known = new TreeMap<>(names);
            sorted = known;
        }
        return known;
    }

    /** The function that a call instruction of a program in the kernel reaches: its immediate is a distance. */
    public Optional<String> called(int immediate) {
        return callBase == 0 ? Optional.empty() : at(callBase + immediate);
    }
}
