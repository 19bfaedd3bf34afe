package dev.skep.security.policy.hook;

import dev.skep.bpf.symbol.Kallsyms;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the code of functions is that objects of the kernel point to. The list of all functions takes a hundred milliseconds to read, so it is
 * read once for a process, for all that equivalents ask for. What is not there is looked for again, as a module may bring it. Safe for several
 * threads.
 */
final class FunctionAddresses {
    private static final Set<String> ASKED =
            Set.of("ip_output", "ip_mc_output", "ip6_output", "tty_write", "redirected_tty_write");

    private static final Map<String, Long> KNOWN = new ConcurrentHashMap<>();

    private FunctionAddresses() {}

    /** Where it is; empty if there is no such function, or several, or the kernel hides where they are. */
    static OptionalLong of(String function) {
        Long known = KNOWN.get(function);
        if (known == null) {
            read(function);
            known = KNOWN.get(function);
        }
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** Reads them, and this one. */
    static synchronized void read(String function) {
        if (KNOWN.containsKey(function)) {
            return;
        }
        Map<String, Long> found = new HashMap<>();
        Set<String> several = new HashSet<>();
        try {
            Kallsyms.forEach(each -> {
                boolean asked = each.name().equals(function) || ASKED.contains(each.name());
                if (asked && each.address() != 0 && found.put(each.name(), each.address()) != null) {
                    several.add(each.name());
                }
            });
        } catch (IOException unreadable) {
            return;
        }
        found.keySet().removeAll(several);
        KNOWN.putAll(found);
    }
}
