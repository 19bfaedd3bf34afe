package dev.skep.drop.filter;

import java.net.Inet6Address;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** A network: an address of which the first bits count. Immutable. */
public final class Prefix {
    private final byte[] bytes;
    private final int bits;

    /**
     * A network.
     *
     * @param bytes 4 for IPv4 or 16 for IPv6, in network order
     * @param bits how many count, from 0 to all
     */
    public Prefix(byte[] bytes, int bits) {
        this.bytes = bytes.clone();
        this.bits = bits;
        if ((bytes.length != 4 && bytes.length != 16) || bits < 0 || bits > bytes.length * 8) {
            throw new IllegalArgumentException(bits + " bits of " + bytes.length + " bytes is no network");
        }
    }

    /** A copy of the address, in network order. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many of its bits count. */
    public int bits() {
        return bits;
    }

    /** Whether it is one of IPv4. */
    public boolean isVersion4() {
        return bytes.length == 4;
    }

    /** The four bytes from {@code offset} on, as an unsigned number. */
    long word(int offset) {
        long word = 0;
        for (int i = 0; i < 4; i++) {
            word = word << 8 | (bytes[offset + i] & 0xff);
        }
        return word;
    }

    /** Which bits of the four bytes from {@code offset} on count. */
    long mask(int offset) {
        int counted = Math.clamp(bits - offset * 8, 0, 32);
        return counted == 0 ? 0 : 0xffff_ffffL << (32 - counted) & 0xffff_ffffL;
    }

    /** Whether bits that do not count are set, which is a mistake in most cases. */
    boolean hasBitsBehind() {
        for (int offset = 0; offset < bytes.length; offset += 4) {
            if ((word(offset) & ~mask(offset)) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Reads {@code 10.0.0.1}, {@code 10/8}, {@code 192.168} (a network of 16 bits), {@code fe80::1}, {@code 2001:db8::/32}; or nothing. */
    public static Optional<Prefix> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        OptionalInt length = slash < 0 ? OptionalInt.empty() : decimal(text.substring(slash + 1), 128);
        if (slash >= 0 && length.isEmpty()) {
            return Optional.empty();
        }
        Optional<Prefix> whole = address.indexOf(':') >= 0 ? version6(address) : version4(address);
        return whole.filter(prefix -> length.orElse(0) <= prefix.bytes.length * 8)
                .map(prefix -> new Prefix(prefix.bytes, length.orElse(prefix.bits)));
    }

    /** One to four numbers with dots: those that are missing do not count. */
    private static Optional<Prefix> version4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[Math.max(4, parts.length)];
        for (int i = 0; i < parts.length; i++) {
            OptionalInt number = decimal(parts[i], 255);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            bytes[i] = (byte) number.getAsInt();
        }
        return parts.length > 4 ? Optional.empty() : Optional.of(new Prefix(bytes, parts.length * 8));
    }

    private static OptionalInt decimal(String text, int most) {
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.empty();
        }
        int value = Integer.parseInt(text);
        return value <= most ? OptionalInt.of(value) : OptionalInt.empty();
    }

    private static Optional<Prefix> version6(String text) {
        try {
            byte[] bytes = Inet6Address.ofLiteral(text).getAddress();
            if (bytes.length == 4) {
                // The JDK makes an IPv4 address of ::ffff:10.0.0.1 (RFC 4291 section 2.5.5.2).
                byte[] mapped = new byte[16];
                Arrays.fill(mapped, 10, 12, (byte) 0xff);
                System.arraycopy(bytes, 0, mapped, 12, 4);
                bytes = mapped;
            }
            return Optional.of(new Prefix(bytes, 128));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prefix p && bits == p.bits && Arrays.equals(bytes, p.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + bits;
    }
}
