package dev.skep.compiler.table;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network: an address of which the first bits count. Immutable; ordered by address, and a network before those within it.
 *
 * @param version4 whether it is one of IPv4, and not of IPv6
 * @param high the first eight bytes of the address, the first byte highest; of IPv4 the lower four are zero
 * @param low the other eight bytes; zero of IPv4
 * @param bits how many bits count
 */
public record Prefix(boolean version4, long high, long low, int bits) implements Comparable<Prefix> {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int IPV4_PARTS = 4;

    /** Refuses lengths that the family has not. */
    public Prefix {
        if (bits < 0 || bits > (version4 ? IPV4_BITS : IPV6_BITS)) {
            throw new IllegalArgumentException(
                    "length " + bits + ", expected 0 to " + (version4 ? IPV4_BITS : IPV6_BITS));
        }
    }

    /** A network of IPv4, its address given with the first byte highest. */
    public static Prefix ipv4(int address, int bits) {
        return new Prefix(true, (long) address << IPV4_BITS, 0, bits);
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address without length; or nothing. */
    public static Optional<Prefix> parse(String text) {
        int slash = text.indexOf('/');
        int end = slash < 0 ? text.length() : slash;
        Prefix address = text.lastIndexOf(':', end) >= 0 ? version6(text.substring(0, end)) : version4(text, end);
        if (address == null || slash < 0) return Optional.ofNullable(address);
        int bits = decimal(text, slash + 1, text.length(), address.bits);
        return bits < 0 ? Optional.empty() : Optional.of(new Prefix(address.version4, address.high, address.low, bits));
    }

    /**
     * Reads what {@link #parse} reads.
     *
     * @throws IllegalArgumentException if it is no network, or has bits behind its length
     */
    public static Prefix of(String text) {
        Prefix prefix = parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "network " + text + ": expected an address such as 10.0.0.0/8 or fd00::/8"));
        if (prefix.hasBitsBehind()) {
            throw new IllegalArgumentException("network " + text + " has bits behind its length of " + prefix.bits);
        }
        return prefix;
    }

    private static @Nullable Prefix version4(String text, int end) {
        long address = 0;
        int at = 0;
        for (int part = 1; part <= IPV4_PARTS; part++) {
            int dot = part == IPV4_PARTS ? end : text.indexOf('.', at);
            int number = dot < 0 || dot > end ? -1 : decimal(text, at, dot, 255);
            if (number < 0) return null;
            address = (address << 8) | number;
            at = dot + 1;
        }
        return new Prefix(true, address << IPV4_BITS, 0, IPV4_BITS);
    }

    /** The number that stands there, or -1. */
    private static int decimal(String text, int from, int to, int most) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') return -1;
            number = number * 10 + digit - '0';
            if (number > most) return -1;
        }
        return from < to && to - from <= 3 ? number : -1;
    }

    private static @Nullable Prefix version6(String text) {
        // A zone, and brackets, are Java's and not a network's.
        if (!text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)) return null;
        try {
            byte[] bytes = Inet6Address.ofLiteral(text).getAddress();
            if (bytes.length == IPV4_PARTS) {
                // The JDK makes an IPv4 address of ::ffff:10.0.0.1 (RFC 4291 section 2.5.5.2).
                return new Prefix(
                        false, 0, 0xffff_0000_0000L | (ByteBuffer.wrap(bytes).getInt() & 0xffff_ffffL), IPV6_BITS);
            }
            ByteBuffer address = ByteBuffer.wrap(bytes);
            return new Prefix(false, address.getLong(0), address.getLong(8), IPV6_BITS);
        } catch (IllegalArgumentException nonsense) {
            return null;
        }
    }

    /** Whether bits that do not count are set, which is a mistake in most cases. */
    public boolean hasBitsBehind() {
        return (high & behind(0)) != 0 || (low & behind(Long.SIZE)) != 0;
    }

    /** Refuses one that {@link #hasBitsBehind}. */
    void requireNoBitsBehind() {
        if (hasBitsBehind()) throw new IllegalArgumentException(this + " has bits behind its length");
    }

    /** The same network, its address with zeros where bits do not count. */
    public Prefix network() {
        return new Prefix(version4, high & ~behind(0), low & ~behind(Long.SIZE), bits);
    }

    /** Whether the other network of the same family, which begins not before this one, begins within it. */
    boolean contains(Prefix other) {
        return (high == other.high && low == other.low)
                || Long.compareUnsigned(other.high, lastHigh()) < 0
                || (other.high == lastHigh() && Long.compareUnsigned(other.low, lastLow()) <= 0);
    }

    /** Which of the 64 bits from {@code first} on do not count. */
    private long behind(int first) {
        int counted = bits - first;
        return counted <= 0 ? -1 : counted >= Long.SIZE ? 0 : -1L >>> counted;
    }

    /** The first eight bytes of the last address in it; of IPv4 the lower four are all ones. */
    long lastHigh() {
        return high | behind(0);
    }

    /** The other eight bytes of the last address in it. */
    long lastLow() {
        return low | behind(Long.SIZE);
    }

    /** The address of IPv4, the first byte highest. */
    public int ipv4() {
        return (int) (high >>> IPV4_BITS);
    }

    /** The address in network order: 4 bytes of IPv4, 16 of IPv6. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(version4 ? IPV4_PARTS : 2 * Long.BYTES);
        return version4
                ? bytes.putInt(ipv4()).array()
                : bytes.putLong(high).putLong(low).array();
    }

    /** The four bytes from {@code offset} on, as an unsigned number. */
    public long word(int offset) {
        long half = offset < Long.BYTES ? high : low;
        return (half >>> (offset % Long.BYTES == 0 ? IPV4_BITS : 0)) & 0xffff_ffffL;
    }

    /** Which bits of the four bytes from {@code offset} on count. */
    public long mask(int offset) {
        int counted = Math.clamp(bits - offset * 8L, 0, 32);
        return counted == 0 ? 0 : (0xffff_ffffL << (32 - counted)) & 0xffff_ffffL;
    }

    @Override
    public int compareTo(Prefix other) {
        if (version4 != other.version4) return version4 ? -1 : 1;
        if (high != other.high) return Long.compareUnsigned(high, other.high);
        return low != other.low ? Long.compareUnsigned(low, other.low) : Integer.compare(bits, other.bits);
    }
}
