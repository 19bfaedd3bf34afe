package dev.skep.drop.filter;

import dev.skep.drop.filter.Qualifiers.Direction;
import dev.skep.drop.match.All;
import dev.skep.drop.match.Any;
import dev.skep.drop.match.Comparison;
import dev.skep.drop.match.Constant;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Quantity;
import dev.skep.drop.match.Relation;
import dev.skep.drop.match.Width;
import java.util.ArrayList;
import java.util.List;

/** Tests of ports. Those of IPv6 are looked for right behind its header, as pcap-filter does: extension headers hide them. */
final class PortTests {
    private static final List<Integer> PROTOCOLS = List.of(Layer.SCTP, Layer.TCP, Layer.UDP);

    private PortTests() {}

    /**
     * A port from {@code least} to {@code most}.
     *
     * @param protocol TCP, UDP or SCTP; 0 for any of them
     */
    static Match ports(Layer layer, int protocol, Direction direction, int least, int most) {
        List<Integer> protocols = protocol == 0 ? PROTOCOLS : List.of(protocol);
        List<Match> six = new ArrayList<>();
        List<Match> four = new ArrayList<>();
        for (int one : protocols) {
            six.add(new All(List.of(
                    Layer.equal(layer.field(6, Width.BYTE), one),
                    AddressTests.either(
                            direction,
                            range(layer.field(Layer.IPV6_BYTES, Width.HALF), least, most),
                            range(layer.field(Layer.IPV6_BYTES + 2, Width.HALF), least, most)))));
            four.add(new All(List.of(
                    Layer.equal(layer.field(9, Width.BYTE), one),
                    layer.start(),
                    AddressTests.either(
                            direction,
                            range(layer.behindIpv4(new Constant(0), Width.HALF), least, most),
                            range(layer.behindIpv4(new Constant(2), Width.HALF), least, most)))));
        }
        return new Any(List.of(
                new All(List.of(layer.isType(Layer.IPV6), any(six))),
                new All(List.of(layer.isType(Layer.IPV4), any(four)))));
    }

    private static Match any(List<Match> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Any(parts);
    }

    private static Match range(Quantity port, int least, int most) {
        if (least == most) {
            return Layer.equal(port, least);
        }
        return new All(List.of(
                new Comparison(port, Relation.AT_LEAST, new Constant(least)),
                new Comparison(port, Relation.AT_MOST, new Constant(most))));
    }
}
