package dev.skep.compiler.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by network: {@link #get} finds that of the longest prefix which an address begins with.
 *
 * <p>In a program up to 32 networks of a family are compared one after the other; more become a frozen {@code BPF_MAP_TYPE_LPM_TRIE}
 * (since Linux 5.2). Immutable; the values are known when the program is loaded.
 *
 * {@snippet :
 * private final PrefixMap<Verdict> verdicts =
 *         PrefixMap.of(Map.of("10.0.0.0/8", Verdict.PASS, "10.66.0.0/16", Verdict.DROP, "fd00::/8", Verdict.PASS));
 * }
 *
 * @param <V> type of the values
 */
public final class PrefixMap<V> {

    private final List<Ipv4<V>> ipv4;
    private final List<Ipv6<V>> ipv6;

    /**
     * An IPv4 network and its value.
     *
     * @param network its address, the first byte highest
     * @param bits how many bits of it count
     * @param value the value
     */
    public record Ipv4<V>(int network, int bits, V value) {
        private int mask() {
            return bits == 0 ? 0 : -1 << (32 - bits);
        }
    }

    /**
     * An IPv6 network and its value.
     *
     * @param high the first eight bytes of its address, the first byte highest
     * @param low the other eight
     * @param bits how many bits of it count
     * @param value the value
     */
    public record Ipv6<V>(long high, long low, int bits, V value) {
        private long highMask() {
            return bits == 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
        }

        private long lowMask() {
            return bits <= 64 ? 0 : -1L << (128 - bits);
        }
    }

    private PrefixMap(List<Ipv4<V>> ipv4, List<Ipv6<V>> ipv6) {
        this.ipv4 = List.copyOf(ipv4);
        this.ipv6 = List.copyOf(ipv6);
    }

    /**
     * A map of networks, written as {@code 10.0.0.0/8}, {@code fd00::/8} or, for one address, without length.
     *
     * @throws IllegalArgumentException if a network is not written so, or has bits behind its length
     */
    public static <V> PrefixMap<V> of(Map<String, V> values) {
        Map<Prefix, V> parsed = new LinkedHashMap<>();
        values.forEach((text, value) -> parsed.put(Prefix.of(text), value));
        return ofPrefixes(parsed);
    }

    /**
     * A map of networks.
     *
     * @throws IllegalArgumentException if a network has bits behind its length
     */
    public static <V> PrefixMap<V> ofPrefixes(Map<Prefix, V> values) {
        values.keySet().forEach(Prefix::requireNoBitsBehind);
        var ipv4 = new ArrayList<Ipv4<V>>();
        var ipv6 = new ArrayList<Ipv6<V>>();
        values.forEach((prefix, value) -> {
            if (prefix.version4()) ipv4.add(new Ipv4<>(prefix.ipv4(), prefix.bits(), value));
            else ipv6.add(new Ipv6<>(prefix.high(), prefix.low(), prefix.bits(), value));
        });
        ipv4.sort(Comparator.<Ipv4<V>>comparingInt(Ipv4::bits).reversed().thenComparingInt(Ipv4::network));
        ipv6.sort(Comparator.<Ipv6<V>>comparingInt(Ipv6::bits)
                .reversed()
                .thenComparingLong(Ipv6::high)
                .thenComparingLong(Ipv6::low));
        return new PrefixMap<>(ipv4, ipv6);
    }

    /** The value of the longest prefix of an IPv4 address, the first byte highest as in {@code 0x0a000001}; null where there is none. */
    public @Nullable V get(int address) {
        for (Ipv4<V> entry : ipv4) if ((address & entry.mask()) == entry.network()) return entry.value();
        return null;
    }

    /** The value of the longest prefix of an IPv6 address, given as its first and its last eight bytes; null where there is none. */
    public @Nullable V get(long high, long low) {
        for (Ipv6<V> entry : ipv6) {
            if ((high & entry.highMask()) == entry.high() && (low & entry.lowMask()) == entry.low())
                return entry.value();
        }
        return null;
    }

    /** The IPv4 networks, the longest prefixes first. */
    public List<Ipv4<V>> ipv4() {
        return ipv4;
    }

    /** The IPv6 networks, the longest prefixes first. */
    public List<Ipv6<V>> ipv6() {
        return ipv6;
    }
}
