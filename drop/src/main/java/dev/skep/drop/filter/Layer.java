package dev.skep.drop.filter;

import dev.skep.drop.match.All;
import dev.skep.drop.match.Any;
import dev.skep.drop.match.Comparison;
import dev.skep.drop.match.Constant;
import dev.skep.drop.match.Field;
import dev.skep.drop.match.FieldAt;
import dev.skep.drop.match.HeaderChain;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Operation;
import dev.skep.drop.match.Operator;
import dev.skep.drop.match.Quantity;
import dev.skep.drop.match.Relation;
import dev.skep.drop.match.Width;
import java.util.List;

/**
 * Where the layers of a packet lie: Ethernet, perhaps VLAN tags, then the network layer.
 *
 * @param type offset of the two bytes that name the network layer (EtherType): 12, and 4 more for each VLAN tag
 */
record Layer(int type) {
    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int RARP = 0x8035;
    static final int IPV6 = 0x86dd;

    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMP6 = 58;
    static final int SCTP = 132;

    /** Bytes of the IPv6 header (RFC 8200). */
    static final int IPV6_BYTES = 40;

    private static final int IPV6_FRAGMENT = 44;
    private static final int FRAGMENT_OFFSET = 0x1fff;
    private static final int TAG_BYTES = 4;

    /** Ethernet without tags. */
    static final Layer ETHERNET = new Layer(12);

    /** Behind one tag more. */
    Layer tagged() {
        return new Layer(type + TAG_BYTES);
    }

    /** Offset of the network layer's header. */
    int network() {
        return type + 2;
    }

    Match isType(int etherType) {
        return equal(new Field(type, Width.HALF), etherType);
    }

    /** A field of the network layer's header. */
    Field field(int offset, Width width) {
        return new Field(network() + offset, width);
    }

    Match ipv4(int protocol) {
        return new All(List.of(isType(IPV4), equal(field(9, Width.BYTE), protocol)));
    }

    /** As next header, or behind a fragment header. */
    Match ipv6(int protocol) {
        Quantity next = field(6, Width.BYTE);
        Match fragment = new All(List.of(equal(next, IPV6_FRAGMENT), equal(field(IPV6_BYTES, Width.BYTE), protocol)));
        return new All(List.of(isType(IPV6), new Any(List.of(equal(next, protocol), fragment))));
    }

    Match protocol(int protocol) {
        return new Any(List.of(ipv4(protocol), ipv6(protocol)));
    }

    /** At the end of the chain of extension headers. */
    Match chain(boolean version6, int protocol) {
        return new All(List.of(isType(version6 ? IPV6 : IPV4), new HeaderChain(network(), version6, protocol)));
    }

    /** Whether an IPv4 packet holds the start of what it carries: no fragment, or the first. */
    Match start() {
        Quantity fragment = new Operation(Operator.AND, field(6, Width.HALF), new Constant(FRAGMENT_OFFSET));
        return equal(fragment, 0);
    }

    /** A field behind the IPv4 header, whose length the header itself tells. */
    FieldAt behindIpv4(Quantity offset, Width width) {
        Quantity words = new Operation(Operator.AND, field(0, Width.BYTE), new Constant(15));
        Quantity bytes = new Operation(Operator.TIMES, words, new Constant(4));
        return new FieldAt(plus(plus(offset, network()), bytes), width);
    }

    static Quantity plus(Quantity offset, int constant) {
        return plus(offset, new Constant(constant));
    }

    private static Quantity plus(Quantity left, Quantity right) {
        if (left instanceof Constant(long first) && right instanceof Constant(long second)) {
            return new Constant((first + second) & Quantity.LARGEST);
        }
        return new Operation(Operator.PLUS, left, right);
    }

    static Match equal(Quantity quantity, long value) {
        return new Comparison(quantity, Relation.EQUAL, new Constant(value));
    }
}
