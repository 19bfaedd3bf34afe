package dev.skep.compiler.table;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A set of networks, asked whether an address lies in one of them. In a program it becomes what a {@link PrefixMap} does: comparisons if
 * there are few, a frozen {@code BPF_MAP_TYPE_LPM_TRIE} otherwise (since Linux 5.2). Immutable.
 *
 * {@snippet :
 * private final PrefixSet internal = PrefixSet.of("10.0.0.0/8", "192.168.0.0/16", "fd00::/8");
 * }
 */
public final class PrefixSet {

    private final PrefixMap<Boolean> networks;

    private PrefixSet(PrefixMap<Boolean> networks) {
        this.networks = networks;
    }

    /**
     * A set of networks, written as {@code 10.0.0.0/8}, {@code fd00::/8} or, for one address, without length.
     *
     * @throws IllegalArgumentException if a network is not written so, or has bits behind its length
     */
    public static PrefixSet of(String... networks) {
        return of(Arrays.asList(networks));
    }

    /** As {@link #of(String...)}. */
    public static PrefixSet of(Collection<String> networks) {
        Map<String, Boolean> values = new LinkedHashMap<>();
        for (String network : networks) values.put(network, true);
        return new PrefixSet(PrefixMap.of(values));
    }

    /** Whether an IPv4 address, the first byte highest as in {@code 0x0a000001}, lies in one of the networks. */
    public boolean contains(int address) {
        return networks.get(address) != null;
    }

    /** Whether an IPv6 address, given as its first and its last eight bytes, lies in one of the networks. */
    public boolean contains(long high, long low) {
        return networks.get(high, low) != null;
    }
}
