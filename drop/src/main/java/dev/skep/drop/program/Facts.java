package dev.skep.drop.program;

import dev.skep.drop.match.All;
import dev.skep.drop.match.Always;
import dev.skep.drop.match.Any;
import dev.skep.drop.match.Comparison;
import dev.skep.drop.match.Constant;
import dev.skep.drop.match.HeaderChain;
import dev.skep.drop.match.InNetworks;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Not;
import dev.skep.drop.match.Quantity;
import dev.skep.drop.match.SegmentSize;
import dev.skep.drop.program.Alternative.Equality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What numbers of a packet are known to be where a test is asked, because tests before it were passed: they were there to be read, so
 * that asking again gives the same. A test that has only one answer then is not asked.
 */
record Facts(Map<Quantity, Long> values) {
    /** Nothing is known. */
    static final Facts NONE = new Facts(Map.of());

    /** What is known in addition once a test is passed. */
    Facts after(Match passed) {
        if (passed instanceof All(List<Match> parts)) {
            Facts known = this;
            for (Match part : parts) {
                known = known.after(part);
            }
            return known;
        }
        return Equality.of(passed).map(this::with).orElse(this);
    }

    private Facts with(Equality equality) {
        Map<Quantity, Long> more = new HashMap<>(values);
        more.put(equality.quantity(), equality.value());
        return new Facts(more);
    }

    /** A test with the same result for every packet for which the facts hold. */
    Match applied(Match test) {
        return switch (test) {
            case Comparison comparison -> applied(comparison);
            case Not(Match part) -> {
                Match applied = applied(part);
                yield applied instanceof Always(boolean passed) ? new Always(!passed) : new Not(applied);
            }
            case All(List<Match> parts) -> all(parts);
            case Any(List<Match> parts) -> any(parts);
            case InNetworks _, SegmentSize _, HeaderChain _, Always _ -> test;
        };
    }

    private Match applied(Comparison comparison) {
        return values.containsKey(comparison.left()) && comparison.right() instanceof Constant(long value)
                ? new Always(comparison.relation().holds(values.get(comparison.left()), value))
                : comparison;
    }

    /** Up to the first part that no packet passes: those before it may still find that a packet ends too early. */
    private Match all(List<Match> parts) {
        List<Match> left = new ArrayList<>();
        Facts known = this;
        for (Match part : parts) {
            Match applied = known.applied(part);
            if (!applied.equals(new Always(true))) {
                left.add(applied);
            }
            if (applied.equals(new Always(false))) {
                break;
            }
            known = known.after(applied);
        }
        if (left.isEmpty()) {
            return new Always(true);
        }
        return left.size() == 1 ? left.getFirst() : new All(left);
    }

    /** Up to the first part that every packet passes. */
    private Match any(List<Match> parts) {
        List<Match> left = new ArrayList<>();
        for (Match part : parts) {
            Match applied = applied(part);
            if (!applied.equals(new Always(false))) {
                left.add(applied);
            }
            if (applied.equals(new Always(true))) {
                break;
            }
        }
        if (left.isEmpty()) {
            return new Always(false);
        }
        return left.size() == 1 ? left.getFirst() : new Any(left);
    }
}
