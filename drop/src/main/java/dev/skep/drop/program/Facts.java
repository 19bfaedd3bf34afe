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
import java.util.List;
import java.util.OptionalLong;

/**
 * What numbers of a packet are known to be where a test is asked, because tests before it were passed: they were there to be read, so
 * that asking again gives the same. A test that has only one answer then is not asked.
 */
record Facts(List<Equality> known) {
    /** Nothing is known. */
    static final Facts NONE = new Facts(List.of());

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
        List<Equality> more = new ArrayList<>(known);
        more.add(equality);
        return new Facts(more);
    }

    private OptionalLong value(Quantity quantity) {
        for (Equality equality : known) {
            if (equality.quantity().equals(quantity)) {
                return OptionalLong.of(equality.value());
            }
        }
        return OptionalLong.empty();
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
        OptionalLong left = value(comparison.left());
        return left.isPresent() && comparison.right() instanceof Constant(long right)
                ? new Always(comparison.relation().holds(left.getAsLong(), right))
                : comparison;
    }

    private static boolean is(boolean always, Match test) {
        return test instanceof Always(boolean passed) && passed == always;
    }

    /** Up to the first part that no packet passes: those before it may still find that a packet ends too early. */
    private Match all(List<Match> parts) {
        List<Match> left = new ArrayList<>();
        Facts known = this;
        for (Match part : parts) {
            Match applied = known.applied(part);
            if (!is(true, applied)) {
                left.add(applied);
            }
            if (is(false, applied)) {
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
            if (!is(false, applied)) {
                left.add(applied);
            }
            if (is(true, applied)) {
                break;
            }
        }
        if (left.isEmpty()) {
            return new Always(false);
        }
        return left.size() == 1 ? left.getFirst() : new Any(left);
    }
}
