package dev.skep.drop.filter;

import dev.skep.compiler.table.Prefix;
import dev.skep.drop.filter.Qualifiers.Direction;
import dev.skep.drop.match.All;
import dev.skep.drop.match.Any;
import dev.skep.drop.match.Constant;
import dev.skep.drop.match.Field;
import dev.skep.drop.match.InNetworks;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Operation;
import dev.skep.drop.match.Operator;
import dev.skep.drop.match.Quantity;
import dev.skep.drop.match.Width;
import java.util.ArrayList;
import java.util.List;

/** Tests of addresses: {@code host}, {@code net}, {@code ether host}. */
final class AddressTests {
    /** Offsets in the network layer's header: RFC 791, RFC 8200, RFC 826 with IPv4 over Ethernet. */
    private static final int IPV4_SOURCE = 12;

    private static final int IPV4_DESTINATION = 16;
    private static final int IPV6_SOURCE = 8;
    private static final int IPV6_DESTINATION = 24;
    private static final int ARP_SOURCE = 14;
    private static final int ARP_DESTINATION = 24;
    private static final int MAC_SOURCE = 6;

    private AddressTests() {}

    /** An address or network in the packets of one protocol, given by its EtherType. */
    static Match network(Layer layer, int etherType, Direction direction, Prefix prefix) {
        boolean arp = etherType == Layer.ARP || etherType == Layer.RARP;
        int source = prefix.version4() ? arp ? ARP_SOURCE : IPV4_SOURCE : IPV6_SOURCE;
        int destination = prefix.version4() ? arp ? ARP_DESTINATION : IPV4_DESTINATION : IPV6_DESTINATION;
        Match type = layer.isType(etherType);
        return either(
                direction,
                new All(List.of(type, address(layer, source, prefix))),
                new All(List.of(type, address(layer, destination, prefix))));
    }

    /** An address of any network of a file, in packets of IPv4 or IPv6. */
    static Match networks(Layer layer, Direction direction, NetworkFile file) {
        List<Match> versions = new ArrayList<>();
        if (file.version4()) {
            versions.add(new All(List.of(
                    layer.isType(Layer.IPV4),
                    either(
                            direction,
                            new InNetworks(layer.network() + IPV4_SOURCE, false, file.networks()),
                            new InNetworks(layer.network() + IPV4_DESTINATION, false, file.networks())))));
        }
        if (file.version6()) {
            versions.add(new All(List.of(
                    layer.isType(Layer.IPV6),
                    either(
                            direction,
                            new InNetworks(layer.network() + IPV6_SOURCE, true, file.networks()),
                            new InNetworks(layer.network() + IPV6_DESTINATION, true, file.networks())))));
        }
        return versions.size() == 1 ? versions.getFirst() : new Any(versions);
    }

    /** {@code any} of two ends, as the direction says. */
    static Match either(Direction direction, Match source, Match destination) {
        return switch (direction) {
            case SOURCE -> source;
            case DESTINATION -> destination;
            case ANY, EITHER -> new Any(List.of(source, destination));
            case BOTH -> new All(List.of(source, destination));
        };
    }

    private static Match address(Layer layer, int offset, Prefix prefix) {
        List<Match> words = new ArrayList<>();
        for (int at = 0; at < (prefix.version4() ? 4 : 16); at += 4) {
            long mask = prefix.mask(at);
            if (mask == 0 && !words.isEmpty()) {
                break;
            }
            Quantity word = layer.field(offset + at, Width.WORD);
            Quantity masked = mask == Quantity.LARGEST ? word : new Operation(Operator.AND, word, new Constant(mask));
            words.add(Layer.equal(masked, prefix.word(at) & mask));
        }
        return words.size() == 1 ? words.getFirst() : new All(words);
    }

    /** A MAC address. */
    static Match ethernet(Direction direction, byte[] address) {
        return either(direction, ethernet(MAC_SOURCE, address), ethernet(0, address));
    }

    private static Match ethernet(int offset, byte[] address) {
        long first = number(address, 0, 2);
        long rest = number(address, 2, 4);
        return new All(List.of(
                Layer.equal(new Field(offset + 2, Width.WORD), rest),
                Layer.equal(new Field(offset, Width.HALF), first)));
    }

    private static long number(byte[] bytes, int offset, int count) {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 8 | (bytes[offset + i] & 0xff);
        }
        return number;
    }
}
