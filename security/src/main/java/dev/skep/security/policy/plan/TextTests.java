package dev.skep.security.policy.plan;

import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.RuleSet;
import dev.skep.security.policy.program.TextIndex;
import dev.skep.security.policy.program.TextStep;
import dev.skep.security.policy.program.TextTest;
import dev.skep.security.policy.program.Words;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rules of a hook ask of texts: few are compared one after the other, many are looked up. */
final class TextTests {
    /** Rules that want one of more texts than that look it up. */
    private static final int MOST_COMPARED = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final int rules;

    TextTests(int rules) {
        this.rules = rules;
    }

    /**
     * The step of an argument.
     *
     * @param place of its fixed part
     * @param users rules that have a condition on it, or send it
     * @param tests with the rules that ask them
     */
    TextStep step(ArgumentCode.Growing argument, int place, RuleSet users, Map<TextTest, List<Integer>> tests) {
        Map<Integer, TextTest.OneOf> first = new HashMap<>();
        tests.forEach((test, asking) -> {
            if (test instanceof TextTest.OneOf one) {
                asking.forEach(rule -> first.putIfAbsent(rule, one));
            }
        });
        long texts = first.values().stream()
                .distinct()
                .mapToLong(one -> one.texts().size())
                .sum();
        Map<TextTest, List<Integer>> compared = new LinkedHashMap<>(tests);
        Optional<TextIndex> index = Optional.empty();
        if (texts > MOST_COMPARED) {
            index = Optional.of(index(first));
            compared.replaceAll((test, asking) -> asking.stream()
                    .filter(rule -> !test.equals(first.get(rule)))
                    .toList());
            compared.values().removeIf(List::isEmpty);
        }
        List<TextStep.Condition> conditions = compared.entrySet().stream()
                .map(entry -> new TextStep.Condition(entry.getKey(), set(entry.getValue())))
                .toList();
        return new TextStep(argument, place, users, index, conditions);
    }

    private TextIndex index(Map<Integer, TextTest.OneOf> tests) {
        Map<String, List<Integer>> rulesByText = new HashMap<>();
        tests.forEach((rule, one) -> one.texts().stream()
                .map(Words::text)
                .distinct()
                .forEach(text -> rulesByText
                        .computeIfAbsent(text, t -> new ArrayList<>())
                        .add(rule)));
        Map<String, RuleSet> index = new HashMap<>();
        rulesByText.forEach((text, found) -> index.put(text, set(found)));
        return TextIndex.of(set(List.copyOf(tests.keySet())), RANDOM.nextLong(), index);
    }

    private RuleSet set(List<Integer> numbers) {
        return RuleSet.of(rules, numbers);
    }
}
