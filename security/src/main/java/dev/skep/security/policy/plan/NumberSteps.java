package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Condition;
import dev.skep.security.policy.program.IndexStep;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberStep;
import dev.skep.security.policy.program.NumberTest;
import dev.skep.security.policy.program.RuleSet;
import dev.skep.security.policy.program.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rules of a hook ask of numbers: each number is read once, and each test of it made once for all rules that share it. */
final class NumberSteps {
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
        Alternatives<NumberTest, Long> numbers = new Alternatives<>(rules, tests, NumberSteps::values);
        List<Step> steps = new ArrayList<>();
        Map<NumberTest, List<Integer>> compared = tests;
        // What all want alike is looked up by its own test.
        if (numbers.many() && numbers.differ()) {
            steps.add(IndexStep.of(reader, numbers.users(), numbers.index()));
            compared = numbers.rest();
        }
        if (!compared.isEmpty()) {
            List<NumberStep.Condition> conditions = compared.entrySet().stream()
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

    private static Collection<Long> values(NumberTest test) {
        return test instanceof NumberTest.OneOf one ? one.values() : List.of();
    }

    private RuleSet set(List<Integer> numbers) {
        return RuleSet.of(rules, numbers);
    }
}
