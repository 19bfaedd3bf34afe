package dev.skep.compiler.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A set of networks, asked whether an address lies in one of them. Immutable.
 *
 * <p>In a program up to 32 networks of a family are compared one after the other; more become a table in {@code .rodata}: a bit for each
 * place where they lie as close together as a million networks {@code /24} do, otherwise boundaries in order that are searched by halving
 * ({@link Boundaries} tells how). A look-up takes about as long in a million networks as in a thousand.
 *
 * {@snippet :
 * private final PrefixSet internal = PrefixSet.of("10.0.0.0/8", "192.168.0.0/16", "fd00::/8");
 * }
 */
public final class PrefixSet {
    private static final int MOST_COMPARED = 32;
    private static final int LENGTH_BITS = 6;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    private final PrefixMap<Boolean> few;
    private final @Nullable WordBoundaries ipv4;
    private final @Nullable WordBoundaries ipv6Halves;
    private final @Nullable PairBoundaries ipv6;

    private PrefixSet(List<Prefix> four, List<Prefix> six) {
        Map<Prefix, Boolean> compared = new LinkedHashMap<>();
        if (four.size() <= MOST_COMPARED) four.forEach(network -> compared.put(network, true));
        if (six.size() <= MOST_COMPARED) six.forEach(network -> compared.put(network, true));
        few = PrefixMap.ofPrefixes(compared);
        boolean halves = six.stream().allMatch(network -> network.bits() <= Long.SIZE);
        ipv4 = four.size() <= MOST_COMPARED ? null : WordBoundaries.of(four, Integer.SIZE);
        ipv6Halves = six.size() <= MOST_COMPARED || !halves ? null : WordBoundaries.of(six, 0);
        ipv6 = six.size() <= MOST_COMPARED || halves ? null : PairBoundaries.of(six);
    }

    /** The networks of IPv4 in order. As numbers, because to sort a million objects would take seconds. */
    private static List<Prefix> ipv4(Collection<Prefix> networks) {
        return outermost(networks.stream()
                .filter(Prefix::version4)
                .mapToLong(network -> (network.high() >>> (Integer.SIZE - LENGTH_BITS)) | network.bits())
                .sorted()
                .mapToObj(number -> Prefix.ipv4((int) (number >>> LENGTH_BITS), (int) number & LENGTH_MASK)));
    }

    private static List<Prefix> ipv6(Collection<Prefix> networks) {
        return outermost(
                networks.stream().filter(network -> !network.version4()).sorted());
    }

    /** Those that lie within no other. */
    private static List<Prefix> outermost(Stream<Prefix> sorted) {
        List<Prefix> outermost = new ArrayList<>();
        sorted.forEachOrdered(prefix -> {
            if (outermost.isEmpty() || !outermost.getLast().contains(prefix)) outermost.add(prefix);
        });
        return outermost;
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
        return ofPrefixes(networks.stream().map(Prefix::of).toList());
    }

    /**
     * A set of networks.
     *
     * @throws IllegalArgumentException if a network has bits behind its length
     */
    public static PrefixSet ofPrefixes(Collection<Prefix> networks) {
        networks.forEach(Prefix::requireNoBitsBehind);
        return new PrefixSet(ipv4(networks), ipv6(networks));
    }

    /** Whether an IPv4 address, the first byte highest as in {@code 0x0a000001}, lies in one of the networks. */
    public boolean contains(int address) {
        return ipv4 == null ? few.get(address) != null : ipv4.encloses(Integer.toUnsignedLong(address));
    }

    /** Whether an IPv6 address, given as its first and its last eight bytes, lies in one of the networks. */
    public boolean contains(long high, long low) {
        if (ipv6Halves != null) return ipv6Halves.encloses(high);
        return ipv6 == null ? few.get(high, low) != null : ipv6.encloses(high, low);
    }
}
