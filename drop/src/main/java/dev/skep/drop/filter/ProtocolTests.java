package dev.skep.drop.filter;

import dev.skep.drop.match.All;
import dev.skep.drop.match.Always;
import dev.skep.drop.match.Comparison;
import dev.skep.drop.match.Constant;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Relation;
import dev.skep.drop.match.Width;
import java.util.List;

/** A protocol by itself, such as {@code tcp}, or with {@code broadcast} or {@code multicast}. */
final class ProtocolTests {
    private static final int FIRST_IPV4_GROUP = 224;
    private static final int IPV6_GROUP = 0xff;

    private final Tokens tokens;
    private final Layer layer;

    ProtocolTests(Tokens tokens, Layer layer) {
        this.tokens = tokens;
        this.layer = layer;
    }

    Match protocol(Qualifiers qualifiers) {
        String name = qualifiers.protocol();
        Token next = tokens.peek();
        if (tokens.skip("multicast")) {
            return switch (name) {
                case "ether" -> SpecialTests.multicast();
                case "ip" ->
                    new All(List.of(
                            layer.isType(Layer.IPV4),
                            new Comparison(
                                    layer.field(16, Width.BYTE), Relation.AT_LEAST, new Constant(FIRST_IPV4_GROUP))));
                case "ip6" ->
                    new All(List.of(layer.isType(Layer.IPV6), Layer.equal(layer.field(24, Width.BYTE), IPV6_GROUP)));
                default -> throw tokens.error(next, "only ether, ip and ip6 have multicast");
            };
        }
        if (tokens.skip("broadcast")) {
            if (name.equals("ether")) {
                return SpecialTests.broadcast();
            }
            throw tokens.error(next, "the broadcast address of a network is not known here: use dst host ADDRESS");
        }
        if (name.equals("ether")) {
            return new Always(true);
        }
        Integer etherType = Words.NETWORKS.get(name);
        if (etherType != null) {
            return layer.isType(etherType);
        }
        return transport(layer, name);
    }

    static Match transport(Layer layer, String name) {
        int number = Words.transport(name);
        if (Words.IPV4_ONLY.contains(name)) {
            return layer.ipv4(number);
        }
        return name.equals("icmp6") ? layer.ipv6(number) : layer.protocol(number);
    }
}
