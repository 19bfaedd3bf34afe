package dev.skep.drop.program;

import dev.skep.drop.match.Decision;
import dev.skep.drop.match.Dispatch;
import dev.skep.drop.match.Guard;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Quantity;
import dev.skep.drop.match.Sequence;
import dev.skep.drop.match.Verdict;
import dev.skep.drop.program.Alternative.Equality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Makes one decision of many rules, so that what they have in common is tested once.
 *
 * <ol>
 *   <li>Each rule becomes a list of {@linkplain Alternative alternatives} that exclude each other.
 *   <li>Neighbours that begin with a test of the same number for a value become one {@link Dispatch} by that number; those with the same
 *       value go on together, without that test. Their order changes only where they exclude each other.
 *   <li>What begins with another test is guarded by it.
 * </ol>
 */
final class DecisionBuilder {
    private DecisionBuilder() {}

    /** One decision for the rules by their numbers, in whose order they are tested. */
    static Decision of(SortedMap<Integer, Match> rules) {
        List<Alternative> all = new ArrayList<>();
        rules.forEach((number, rule) -> all.addAll(Alternative.of(rule, number)));
        return build(all);
    }

    private static Decision build(List<Alternative> alternatives) {
        List<Decision> decisions = new ArrayList<>();
        int at = 0;
        while (at < alternatives.size()) {
            Alternative first = alternatives.get(at);
            if (first.tests().isEmpty()) {
                // Every packet that comes here matches; nothing behind it can.
                decisions.add(new Verdict(first.rule()));
                break;
            }
            Optional<Equality> equality = first.first();
            if (equality.isEmpty()) {
                decisions.add(new Guard(first.tests().getFirst(), build(List.of(first.rest()))));
                at++;
                continue;
            }
            int end = at;
            while (end < alternatives.size()
                    && tests(alternatives.get(end), equality.get().quantity())) {
                end++;
            }
            decisions.add(dispatch(equality.get().quantity(), alternatives.subList(at, end)));
            at = end;
        }
        return decisions.size() == 1 ? decisions.getFirst() : new Sequence(decisions);
    }

    private static boolean tests(Alternative alternative, Quantity quantity) {
        return alternative.first().filter(e -> e.quantity().equals(quantity)).isPresent();
    }

    private static Decision dispatch(Quantity quantity, List<Alternative> alternatives) {
        Map<Long, List<Alternative>> byValue = new LinkedHashMap<>();
        for (Alternative one : alternatives) {
            long value = one.first().orElseThrow().value();
            byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(one.rest());
        }
        List<Dispatch.Case> cases = new ArrayList<>();
        byValue.forEach((value, those) -> cases.add(new Dispatch.Case(value, build(those))));
        return new Dispatch(quantity, cases);
    }
}
