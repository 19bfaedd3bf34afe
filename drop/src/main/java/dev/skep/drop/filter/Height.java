package dev.skep.drop.filter;

import dev.skep.drop.match.All;
import dev.skep.drop.match.Always;
import dev.skep.drop.match.Any;
import dev.skep.drop.match.Comparison;
import dev.skep.drop.match.Constant;
import dev.skep.drop.match.Field;
import dev.skep.drop.match.FieldAt;
import dev.skep.drop.match.HeaderChain;
import dev.skep.drop.match.InNetworks;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Not;
import dev.skep.drop.match.Operation;
import dev.skep.drop.match.PacketLength;
import dev.skep.drop.match.Quantity;
import dev.skep.drop.match.SegmentSize;
import java.util.ArrayList;
import java.util.List;

/**
 * How deep a filter is. Each level is a call that the compiler inlines, and it follows 48 from the hook on. Counted level by level, and
 * not by a call for each, for a text of a few kilobytes may be thousands deep.
 */
final class Height {
    /** Most levels; the calls around them need the rest. */
    static final int MOST = 30;

    private List<Match> matches = new ArrayList<>();
    private List<Quantity> quantities = new ArrayList<>();

    private Height() {}

    static int of(Match match) {
        Height below = new Height();
        below.matches.add(match);
        int levels = 0;
        while (!below.matches.isEmpty() || !below.quantities.isEmpty()) {
            below = below.next();
            levels++;
        }
        return levels;
    }

    private Height next() {
        Height next = new Height();
        for (Match match : matches) {
            switch (match) {
                case All all -> next.matches.addAll(all.parts());
                case Any any -> next.matches.addAll(any.parts());
                case Not not -> next.matches.add(not.part());
                case Comparison comparison -> {
                    next.quantities.add(comparison.left());
                    next.quantities.add(comparison.right());
                }
                case InNetworks leaf -> {}
                case SegmentSize leaf -> {}
                case HeaderChain leaf -> {}
                case Always leaf -> {}
            }
        }
        for (Quantity quantity : quantities) {
            switch (quantity) {
                case Operation operation -> {
                    next.quantities.add(operation.left());
                    next.quantities.add(operation.right());
                }
                case FieldAt field -> next.quantities.add(field.offset());
                case Field leaf -> {}
                case Constant leaf -> {}
                case PacketLength leaf -> {}
            }
        }
        return next;
    }
}
