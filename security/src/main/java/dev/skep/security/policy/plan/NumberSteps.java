package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Condition;
import dev.skep.security.policy.program.IndexStep;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberStep;
import dev.skep.security.policy.program.NumberTest;
import dev.skep.security.policy.program.RuleSet;
import dev.skep.security.policy.program.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rules of a hook ask of numbers: each number is read once, and each test of it made once for all rules that share it. */
final class NumberSteps {
    /** Rules that compare one number with more different ones than that look it up. */
    private static final int MOST_COMPARED = 32;

    private final int rules;

    private NumberSteps(int rules) {
        this.rules = rules;
    }

    /**
     * The steps, in no order of cost.
     *
     * @param conditions of each rule
     */
    static List<Step> of(List<List<Condition>> conditions) {
        Map<NumberReader, Map<NumberTest, List<Integer>>> tests = new LinkedHashMap<>();
        for (int rule = 0; rule < conditions.size(); rule++) {
            for (Condition condition : conditions.get(rule)) {
                tests.computeIfAbsent(condition.reader(), reader -> new LinkedHashMap<>())
                        .computeIfAbsent(condition.test(), test -> new ArrayList<>())
                        .add(rule);
            }
        }
        NumberSteps steps = new NumberSteps(conditions.size());
        List<Step> all = new ArrayList<>();
        tests.forEach((reader, testsOfOne) -> all.addAll(steps.of(reader, testsOfOne)));
        return all;
    }

    private List<Step> of(NumberReader reader, Map<NumberTest, List<Integer>> tests) {
        Map<Integer, NumberTest.OneOf> first = new HashMap<>();
        tests.forEach((test, users) -> {
            if (test instanceof NumberTest.OneOf one) {
                users.forEach(rule -> first.putIfAbsent(rule, one));
            }
        });
        long values = first.values().stream()
                .distinct()
                .mapToLong(one -> one.values().size())
                .sum();
        List<Step> steps = new ArrayList<>();
        Map<NumberTest, List<Integer>> left = new LinkedHashMap<>(tests);
        if (values > MOST_COMPARED && new HashSet<>(first.values()).size() > 1) {
            steps.add(index(reader, first));
            left.replaceAll((test, users) ->
                    users.stream().filter(rule -> !test.equals(first.get(rule))).toList());
            left.values().removeIf(List::isEmpty);
        }
        if (!left.isEmpty()) {
            List<NumberStep.Condition> conditions = left.entrySet().stream()
                    .map(entry -> new NumberStep.Condition(entry.getKey(), set(entry.getValue())))
                    .toList();
            RuleSet users = conditions.stream()
                    .map(NumberStep.Condition::users)
                    .reduce(RuleSet::or)
                    .orElseThrow();
            steps.add(new NumberStep(reader, users, conditions));
        }
        return steps;
    }

    private Step index(NumberReader reader, Map<Integer, NumberTest.OneOf> tests) {
        Map<Long, List<Integer>> rulesByValue = new HashMap<>();
        tests.forEach((rule, one) -> one.values()
                .forEach(value -> rulesByValue
                        .computeIfAbsent(value, v -> new ArrayList<>())
                        .add(rule)));
        Map<Long, RuleSet> index = new HashMap<>();
        rulesByValue.forEach((value, found) -> index.put(value, set(found)));
        return IndexStep.of(reader, set(List.copyOf(tests.keySet())), index);
    }

    private RuleSet set(List<Integer> numbers) {
        return RuleSet.of(rules, numbers);
    }
}
