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
import dev.skep.drop.match.Relation;
import dev.skep.drop.match.SegmentSize;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way to match a rule: tests that all have to be passed, in their order.
 *
 * @param tests at most {@link #MOST_TESTS} and one more, which alone may be an {@link All}
 * @param rule the rule's number
 */
record Alternative(List<Match> tests, int rule) {
    /** More ways than these to match one rule stay one test. */
    private static final int MOST = 32;

    /** What comes behind so many tests is one test: each is a call in the one before, and the compiler does not follow any number. */
    private static final int MOST_TESTS = 8;

    /** A test of a number for one value. */
    record Equality(Quantity quantity, long value) {
        static Optional<Equality> of(Match test) {
            return test instanceof Comparison(Quantity left, Relation relation, Constant(long value))
                            && relation == Relation.EQUAL
                    ? Optional.of(new Equality(left, value))
                    : Optional.empty();
        }
    }

    Alternative {
        tests = List.copyOf(tests);
    }

    Alternative rest() {
        return new Alternative(tests.subList(1, tests.size()), rule);
    }

    /**
     * The ways to match a rule. They exclude each other by the value of a number that each tests, so that it does not matter whether the
     * packet ends before what another one reads. None if no packet matches.
     */
    static List<Alternative> of(Match match, int rule) {
        List<Alternative> all = expand(Facts.NONE, List.of(), List.of(match), rule);
        return all.size() <= MOST ? all : List.of(new Alternative(List.of(match), rule));
    }

    private static List<Alternative> expand(Facts known, List<Match> before, List<Match> after, int rule) {
        if (after.isEmpty()) {
            return List.of(new Alternative(before, rule));
        }
        boolean full = before.size() == MOST_TESTS;
        Match next = known.applied(full ? new All(after) : after.getFirst());
        List<Match> behind = full ? List.of() : after.subList(1, after.size());
        if (next instanceof Always(boolean passed)) {
            return passed ? expand(known, before, behind, rule) : List.of();
        }
        if (full) {
            return List.of(new Alternative(joined(before, List.of(next)), rule));
        }
        if (next instanceof All(List<Match> parts)) {
            return expand(known, before, joined(parts, behind), rule);
        }
        if (next instanceof Any choice) {
            List<Match> factored = CommonTests.factored(choice);
            if (factored.size() > 1) {
                return expand(known, before, joined(factored, behind), rule);
            }
        }
        if (next instanceof Any(List<Match> parts)
                && exclusive(parts)
                && behind.stream().noneMatch(Alternative::walks)) {
            List<Alternative> all = new ArrayList<>();
            for (Match part : parts) {
                all.addAll(expand(known, before, joined(List.of(part), behind), rule));
            }
            return all;
        }
        return expand(known.after(next), joined(before, List.of(next)), behind, rule);
    }

    /** Whether a test goes from header to header: the kernel's verifier goes along, and is not to do so for each way again. */
    private static boolean walks(Match test) {
        return switch (test) {
            case HeaderChain _, SegmentSize _ -> true;
            case All(List<Match> parts) -> parts.stream().anyMatch(Alternative::walks);
            case Any(List<Match> parts) -> parts.stream().anyMatch(Alternative::walks);
            case Not(Match part) -> walks(part);
            case Comparison _, InNetworks _, Always _ -> false;
        };
    }

    private static List<Match> joined(List<Match> left, List<Match> right) {
        List<Match> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    private static boolean exclusive(List<Match> parts) {
        Set<Long> values = new HashSet<>();
        Set<Quantity> quantities = new HashSet<>();
        for (Match part : parts) {
            Match first = part;
            while (first instanceof All(List<Match> inner)) {
                first = inner.getFirst();
            }
            Optional<Equality> equality = Equality.of(first);
            if (equality.isEmpty() || !values.add(equality.get().value())) {
                return false;
            }
            quantities.add(equality.get().quantity());
        }
        return quantities.size() == 1;
    }
}
