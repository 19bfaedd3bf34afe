package dev.skep.drop.filter;

import dev.skep.compiler.table.Prefix;
import java.util.Optional;

/** Networks as pcap-filter(7) has them: of IPv4, the parts that are missing do not count, so that 10 is 10.0.0.0/8. */
final class ShortPrefix {
    private static final int PARTS = 4;
    private static final int PART_BITS = 8;

    private ShortPrefix() {}

    /** Reads {@code 10.0.0.1}, {@code 10/8}, {@code 192.168} (a network of 16 bits), {@code fe80::1}, {@code 2001:db8::/32}; or nothing. */
    static Optional<Prefix> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int parts = (int) address.chars().filter(c -> c == '.').count() + 1;
        if (address.indexOf(':') >= 0 || parts >= PARTS) {
            return Prefix.parse(text);
        }
        String length = slash < 0 ? "/" + parts * PART_BITS : text.substring(slash);
        return Prefix.parse(address + ".0".repeat(PARTS - parts) + length);
    }
}
