package dev.skep.security.policy.hook;

import dev.skep.bpf.symbol.Kallsyms;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where the code of functions is that objects of the kernel point to. The list of all functions takes a hundred milliseconds to read, so it is
 * read once for a process, for all that equivalents ask for. Safe for several threads.
 */
final class FunctionAddresses {
    private static final Set<String> ASKED =
            Set.of("ip_output", "ip_mc_output", "ip6_output", "tty_write", "redirected_tty_write");

    private static final Map<String, OptionalLong> KNOWN = new HashMap<>();

    private FunctionAddresses() {}

    /** Reads where those are that equivalents ask for. */
    static synchronized void learn() {
        if (KNOWN.isEmpty()) {
            read(ASKED);
        }
    }

    /** Where it is; empty if there is no such function, or several, or the kernel hides where they are. */
    static synchronized OptionalLong of(String function) {
        learn();
        if (!KNOWN.containsKey(function)) {
            read(Set.of(function));
        }
        return KNOWN.getOrDefault(function, OptionalLong.empty());
    }

    private static void read(Set<String> functions) {
        Map<String, Long> found = new HashMap<>();
        Set<String> several = new HashSet<>();
        try {
            Kallsyms.forEach(each -> {
                if (functions.contains(each.name())
                        && each.address() != 0
                        && found.put(each.name(), each.address()) != null) {
                    several.add(each.name());
                }
            });
        } catch (IOException unreadable) {
            found.clear();
        }
        for (String function : functions) {
            Long address = several.contains(function) ? null : found.get(function);
            KNOWN.put(function, address == null ? OptionalLong.empty() : OptionalLong.of(address));
        }
    }
}
