package dev.skep.drop.program;

import dev.skep.drop.match.Any;
import dev.skep.drop.match.Comparison;
import dev.skep.drop.match.Constant;
import dev.skep.drop.match.Decision;
import dev.skep.drop.match.Dispatch;
import dev.skep.drop.match.Guard;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Quantity;
import dev.skep.drop.match.Relation;
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
 *   <li>Values that lead on in the same way share it.
 *   <li>Neighbours that begin with another test are guarded by it together.
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
            Match test = first.tests().getFirst();
            int end = at;
            while (end < alternatives.size() && begins(alternatives.get(end), test)) {
                end++;
            }
            List<Alternative> alike = alternatives.subList(at, end);
            Optional<Equality> equality = Equality.of(test);
            if (equality.isPresent()) {
                decisions.addAll(byValue(equality.get().quantity(), alike));
            } else {
                decisions.add(new Guard(test, build(rests(alike))));
            }
            at = end;
        }
        return decisions.size() == 1 ? decisions.getFirst() : new Sequence(decisions);
    }

    /** Whether it begins with the test, or with one of the same number for a value. */
    private static boolean begins(Alternative alternative, Match test) {
        if (alternative.tests().isEmpty()) {
            return false;
        }
        Match first = alternative.tests().getFirst();
        Optional<Quantity> quantity = Equality.of(test).map(Equality::quantity);
        return quantity.isPresent() ? Equality.of(first).map(Equality::quantity).equals(quantity) : first.equals(test);
    }

    private static List<Alternative> rests(List<Alternative> alternatives) {
        return alternatives.stream().map(Alternative::rest).toList();
    }

    /** Decisions of which a packet comes to one at most. */
    private static List<Decision> byValue(Quantity quantity, List<Alternative> alternatives) {
        Map<Long, List<Alternative>> those = new LinkedHashMap<>();
        for (Alternative one : alternatives) {
            long value = Equality.of(one.tests().getFirst()).orElseThrow().value();
            those.computeIfAbsent(value, v -> new ArrayList<>()).add(one.rest());
        }
        Map<List<Alternative>, List<Long>> values = new LinkedHashMap<>();
        those.forEach((value, rest) ->
                values.computeIfAbsent(rest, r -> new ArrayList<>()).add(value));
        List<Decision> shared = new ArrayList<>();
        List<Dispatch.Case> cases = new ArrayList<>();
        values.forEach((rest, same) -> {
            Decision then = build(rest);
            if (same.size() == 1 || then instanceof Verdict) {
                same.forEach(value -> cases.add(new Dispatch.Case(value, then)));
            } else {
                shared.add(new Guard(new Any(equalities(quantity, same)), then));
            }
        });
        if (!cases.isEmpty()) {
            shared.addFirst(new Dispatch(quantity, cases));
        }
        return shared;
    }

    private static List<Match> equalities(Quantity quantity, List<Long> values) {
        return values.stream()
                .<Match>map(value -> new Comparison(quantity, Relation.EQUAL, new Constant(value)))
                .toList();
    }
}
