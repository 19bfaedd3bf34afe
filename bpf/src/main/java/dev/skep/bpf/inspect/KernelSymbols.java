package dev.skep.bpf.inspect;

import dev.skep.bpf.symbol.Kallsyms;
import java.io.IOException;
import java.util.HashMap;
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
        Builder builder = new Builder();
        try {
            Kallsyms.forEach(builder::add);
            return builder.build();
        } catch (IOException unreadable) {
            return new KernelSymbols(Map.of(), 0);
        }
    }

    static KernelSymbols parse(Stream<String> lines) {
        Builder builder = new Builder();
        lines.forEach(line -> {
            Kallsyms.Function function = Kallsyms.parse(line);
            if (function != null) {
                builder.add(function);
            }
        });
        return builder.build();
    }

    private static final class Builder {
        private final Map<Long, String> names = new HashMap<>();
        private long callBase;

        void add(Kallsyms.Function function) {
            if (function.address() == 0) {
                return;
            }
            names.putIfAbsent(function.address(), function.name());
            if (function.name().equals(CALL_BASE)) {
                callBase = function.address();
            }
        }

        KernelSymbols build() {
            return new KernelSymbols(names, callBase);
        }
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
