package dev.skep.bpf.inspect;

import dev.skep.bpf.symbol.AddressNames;
import dev.skep.bpf.symbol.Kallsyms;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kernel's functions by address, from /proc/kallsyms. Read whole, which takes a tenth of a second, so only for those who
 * need it. Knows nothing where kernel.kptr_restrict or a missing CAP_SYSLOG hides addresses. Immutable.
 */
public final class KernelSymbols {
    /** Calls of helpers are relative to it. */
    private static final String CALL_BASE = "__bpf_call_base";

    private final AddressNames names;
    private final long callBase;

    private KernelSymbols(AddressNames names, long callBase) {
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
            return new Builder().build();
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
        private final AddressNames.Builder names = new AddressNames.Builder();
        private long callBase;

        void add(Kallsyms.Function function) {
            if (function.address() == 0) {
                return;
            }
            names.add(function.address(), 0, function.name());
            if (function.name().equals(CALL_BASE)) {
                callBase = function.address();
            }
        }

        KernelSymbols build() {
            return new KernelSymbols(names.build(), callBase);
        }
    }

    /** The function at exactly this address. */
    public Optional<String> at(long address) {
        return names.at(address);
    }

    /** The function that an address is in. Empty for addresses of user space, and where no function begins before. */
    public Optional<AddressNames.Place> near(long address) {
        return address < 0 ? names.near(address) : Optional.empty();
    }

    /** The function that a call instruction of a program in the kernel reaches: its immediate is a distance. */
    public Optional<String> called(int immediate) {
        return callBase == 0 ? Optional.empty() : at(callBase + immediate);
    }
}
