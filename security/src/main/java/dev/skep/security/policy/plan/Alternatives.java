package dev.skep.security.policy.plan;

import dev.skep.security.policy.program.RuleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Rules of which each wants something to be one of some values. Few are compared one after the other; of many one look-up tells which rules
 * are right.
 *
 * @param <T> what rules ask
 * @param <V> a value
 */
final class Alternatives<T, V> {
    /** More values than that are looked up. */
    static final int MOST_COMPARED = 32;

    private final int rules;
    private final Map<T, List<Integer>> tests;
    private final Map<Integer, T> first = new HashMap<>();
    private final Map<T, Collection<V>> values = new HashMap<>();

    /**
     * Of these tests.
     *
     * @param rules how many there are
     * @param tests with the rules that ask them
     * @param valuesOf what a test wants one of; none of a test of another kind
     */
    Alternatives(int rules, Map<T, List<Integer>> tests, Function<T, Collection<V>> valuesOf) {
        this.rules = rules;
        this.tests = tests;
        tests.forEach((test, asking) -> {
            Collection<V> wanted = valuesOf.apply(test);
            if (!wanted.isEmpty()) {
                asking.forEach(rule -> first.putIfAbsent(rule, test));
                values.put(test, wanted);
            }
        });
    }

    /** Whether they are so many that a look-up is quicker. */
    boolean many() {
        return first.values().stream()
                        .distinct()
                        .mapToLong(test -> values.getOrDefault(test, List.of()).size())
                        .sum()
                > MOST_COMPARED;
    }

    /** Whether rules want different things. */
    boolean differ() {
        return first.values().stream().distinct().count() > 1;
    }

    /** The rules that the look-up tells of; of a rule that asks twice the first test. */
    RuleSet users() {
        return set(first.keySet());
    }

    /** The rules that each value is right for. */
    Map<V, RuleSet> index() {
        Map<V, List<Integer>> right = new HashMap<>();
        first.forEach((rule, test) -> new LinkedHashSet<>(values.getOrDefault(test, List.of()))
                .forEach(value ->
                        right.computeIfAbsent(value, v -> new ArrayList<>()).add(rule)));
        Map<V, RuleSet> index = new HashMap<>();
        right.forEach((value, found) -> index.put(value, set(found)));
        return index;
    }

    /** What the look-up does not tell. */
    Map<T, List<Integer>> rest() {
        Map<T, List<Integer>> rest = new LinkedHashMap<>(tests);
        rest.replaceAll((test, asking) ->
                asking.stream().filter(rule -> !test.equals(first.get(rule))).toList());
        rest.values().removeIf(List::isEmpty);
        return rest;
    }

    private RuleSet set(Collection<Integer> numbers) {
        return RuleSet.of(rules, numbers);
    }
}
