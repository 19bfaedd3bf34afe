package dev.skep.drop.filter;

import dev.skep.drop.match.All;
import dev.skep.drop.match.Any;
import dev.skep.drop.match.Comparison;
import dev.skep.drop.match.Constant;
import dev.skep.drop.match.Field;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Operation;
import dev.skep.drop.match.Operator;
import dev.skep.drop.match.PacketLength;
import dev.skep.drop.match.Quantity;
import dev.skep.drop.match.Relation;
import dev.skep.drop.match.SegmentSize;
import dev.skep.drop.match.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Primitives that are words of their own.
 *
 * <p>pcap-filter's: {@code less}, {@code greater}, {@code broadcast}, {@code multicast}, {@code vlan}. Ours: {@code ttl}, the time to live
 * of IPv4 and the hop limit of IPv6; {@code mss}, the largest segment that the start of a TCP connection offers; {@code fragment}, any part of a packet that was split; {@code options}, an IPv4 header that has
 * some; {@code exthdr}, an IPv6 header that is followed by the given extension header.
 */
final class SpecialTests {
    /** EtherTypes of tags: IEEE 802.1Q, 802.1ad, and the one of old devices. */
    private static final List<Integer> TAGS = List.of(0x8100, 0x88a8, 0x9100);

    private static final int LARGEST_TAG = 4095;
    private static final int MORE_OR_OFFSET = 0x3fff;
    private static final int IPV6_FRAGMENT = 44;
    private static final int SHORTEST_IPV4_WORDS = 5;

    private final Tokens tokens;
    private final Layer layer;

    SpecialTests(Tokens tokens, Layer layer) {
        this.tokens = tokens;
        this.layer = layer;
    }

    /** The primitive that begins here, if it is one of these. */
    Optional<Match> test() {
        Token word = tokens.peek();
        if (word.kind() != Token.Kind.WORD) {
            return Optional.empty();
        }
        Match match = switch (word.text()) {
            case "less" -> length(Relation.AT_MOST);
            case "greater" -> length(Relation.AT_LEAST);
            case "broadcast" -> {
                tokens.take();
                yield broadcast();
            }
            case "multicast" -> {
                tokens.take();
                yield multicast();
            }
            case "ttl" -> ttl();
            case "mss" -> segmentSize();
            case "fragment" -> fragment();
            case "options" -> options();
            case "exthdr" -> extension();
            default -> null;
        };
        return Optional.ofNullable(match);
    }

    private Match length(Relation relation) {
        tokens.take();
        Token number = tokens.take();
        long bytes = ArithmeticParser.number(tokens, number, Quantity.LARGEST);
        return new Comparison(new PacketLength(), relation, new Constant(bytes));
    }

    /** An Ethernet frame to every station. */
    static Match broadcast() {
        return AddressTests.ethernet(Qualifiers.Direction.DESTINATION, new byte[] {-1, -1, -1, -1, -1, -1});
    }

    /** An Ethernet frame to a group: the lowest bit of the first byte is set. */
    static Match multicast() {
        Quantity group = new Operation(Operator.AND, new Field(0, Width.BYTE), new Constant(1));
        return new Comparison(group, Relation.UNEQUAL, new Constant(0));
    }

    /** {@code vlan}, {@code vlan ID}: what follows in the filter is behind the tag. */
    Match vlan() {
        List<Match> types = new ArrayList<>();
        for (int tag : TAGS) {
            types.add(layer.isType(tag));
        }
        Match tagged = new Any(types);
        if (tokens.peek().kind() != Token.Kind.NUMBER) {
            return tagged;
        }
        long id = ArithmeticParser.number(tokens, tokens.take(), LARGEST_TAG);
        Quantity control = new Operation(Operator.AND, layer.field(0, Width.HALF), new Constant(LARGEST_TAG));
        return new All(List.of(tagged, Layer.equal(control, id)));
    }

    private Relation relation(String example) {
        Token sign = tokens.take();
        Relation relation = ArithmeticParser.RELATIONS.get(sign.text());
        if (relation == null) {
            throw tokens.error(sign, "expected a comparison here, such as " + example + ", and not " + sign.shown());
        }
        return relation;
    }

    private Match segmentSize() {
        tokens.take();
        Relation relation = relation("mss < 500");
        long bytes = ArithmeticParser.number(tokens, tokens.take(), 0xffff);
        return new Any(List.of(
                new All(List.of(
                        layer.ipv4(Layer.TCP),
                        layer.start(),
                        new SegmentSize(layer.network(), false, relation, bytes))),
                new All(List.of(
                        layer.isType(Layer.IPV6),
                        Layer.equal(layer.field(6, Width.BYTE), Layer.TCP),
                        new SegmentSize(layer.network(), true, relation, bytes)))));
    }

    private Match ttl() {
        tokens.take();
        Relation relation = relation("ttl < 5");
        Constant value = new Constant(ArithmeticParser.number(tokens, tokens.take(), 255));
        return new Any(List.of(
                new All(List.of(layer.isType(Layer.IPV4), new Comparison(layer.field(8, Width.BYTE), relation, value))),
                new All(List.of(
                        layer.isType(Layer.IPV6), new Comparison(layer.field(7, Width.BYTE), relation, value)))));
    }

    private Match fragment() {
        tokens.take();
        Quantity split = new Operation(Operator.AND, layer.field(6, Width.HALF), new Constant(MORE_OR_OFFSET));
        return new Any(List.of(
                new All(List.of(layer.isType(Layer.IPV4), new Comparison(split, Relation.UNEQUAL, new Constant(0)))),
                new All(List.of(layer.isType(Layer.IPV6), Layer.equal(layer.field(6, Width.BYTE), IPV6_FRAGMENT)))));
    }

    private Match options() {
        tokens.take();
        Quantity words = new Operation(Operator.AND, layer.field(0, Width.BYTE), new Constant(15));
        return new All(List.of(
                layer.isType(Layer.IPV4), new Comparison(words, Relation.GREATER, new Constant(SHORTEST_IPV4_WORDS))));
    }

    private Match extension() {
        tokens.take();
        long header = ValueTests.protocolNumber(tokens, tokens.take());
        return new All(List.of(layer.isType(Layer.IPV6), Layer.equal(layer.field(6, Width.BYTE), header)));
    }
}
