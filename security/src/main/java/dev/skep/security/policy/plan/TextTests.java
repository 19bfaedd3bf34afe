package dev.skep.security.policy.plan;

import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.ListedTexts;
import dev.skep.security.policy.program.RuleSet;
import dev.skep.security.policy.program.TextIndex;
import dev.skep.security.policy.program.TextStep;
import dev.skep.security.policy.program.TextTest;
import dev.skep.security.policy.program.Words;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rules of a hook ask of texts: few are compared one after the other, many are looked up. */
final class TextTests {
    /** Nobody outside learns it, so it may be the same for all; equal texts make equal programs then. */
    private static final long SEED = new SecureRandom().nextLong();

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
        Alternatives<TextTest, String> texts = alternatives(tests);
        Optional<TextIndex> index = index(texts);
        Map<TextTest, List<Integer>> compared = index.isPresent() ? texts.rest() : tests;
        List<TextStep.Condition> conditions = compared.entrySet().stream()
                .map(entry -> new TextStep.Condition(compared(entry.getKey()), set(entry.getValue())))
                .toList();
        return new TextStep(argument, place, users, index, conditions);
    }

    private Alternatives<TextTest, String> alternatives(Map<TextTest, List<Integer>> tests) {
        return new Alternatives<>(rules, tests, TextTests::values);
    }

    /** The look-up of what tests want one of, where that is much; of a rule with several such tests the first. */
    Optional<TextIndex> index(Map<TextTest, List<Integer>> tests) {
        return index(alternatives(tests));
    }

    private static Optional<TextIndex> index(Alternatives<TextTest, String> texts) {
        return texts.many() ? Optional.of(TextIndex.of(texts.users(), SEED, texts.index())) : Optional.empty();
    }

    /** The same test, by a look-up where it names many texts. */
    static TextTest compared(TextTest test) {
        return switch (test) {
            case TextTest.OneOf one -> listed(one, ListedTexts.Part.WHOLE, one.texts());
            case TextTest.BeginsWith begin -> listed(begin, ListedTexts.Part.BEGINNING, begin.prefixes());
            case TextTest.EndsWith end -> listed(end, ListedTexts.Part.END, end.endings());
            case TextTest.Not not -> new TextTest.Not(compared(not.test()));
            case TextTest.Contains contains -> contains;
            case ListedTexts listed -> listed;
        };
    }

    private static TextTest listed(TextTest test, ListedTexts.Part part, List<Words> texts) {
        return texts.size() > Alternatives.MOST_COMPARED ? ListedTexts.of(SEED, part, texts) : test;
    }

    private static Collection<String> values(TextTest test) {
        return test instanceof TextTest.OneOf one
                ? one.texts().stream().map(Words::text).toList()
                : List.of();
    }

    private RuleSet set(List<Integer> numbers) {
        return RuleSet.of(rules, numbers);
    }
}
