package dev.skep.security.policy.plan;

import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.ListedTexts;
import dev.skep.security.policy.program.ListedTexts.Part;
import dev.skep.security.policy.program.PartIndex;
import dev.skep.security.policy.program.RuleSet;
import dev.skep.security.policy.program.TextIndex;
import dev.skep.security.policy.program.TextStep;
import dev.skep.security.policy.program.TextTest;
import dev.skep.security.policy.program.TextsByWord;
import dev.skep.security.policy.program.Words;
import java.security.SecureRandom;
import java.util.ArrayList;
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
     * What is looked up, and what is not.
     *
     * @param index the look-up of what tests want one of, where that is much; of a rule with several such tests the first
     * @param parts look-ups of other tests of several rules, where these name much; of a rule with several alike tests the first
     * @param rest the others, with the rules that ask them
     */
    record Looked(Optional<TextIndex> index, List<PartIndex> parts, Map<TextTest, List<Integer>> rest) {}

    /**
     * The step of an argument.
     *
     * @param place of its fixed part
     * @param users rules that have a condition on it, or send it
     * @param tests with the rules that ask them
     */
    TextStep step(ArgumentCode.Growing argument, int place, RuleSet users, Map<TextTest, List<Integer>> tests) {
        Looked looked = looked(tests);
        List<TextStep.Condition> conditions = looked.rest().entrySet().stream()
                .map(entry -> new TextStep.Condition(compared(entry.getKey()), set(entry.getValue())))
                .toList();
        return new TextStep(argument, place, users, looked.index(), looked.parts(), conditions);
    }

    /** How tests are asked, each with the rules that ask it. */
    Looked looked(Map<TextTest, List<Integer>> tests) {
        Alternatives<TextTest, String> texts = alternatives(tests, Part.WHOLE, true);
        boolean many = texts.many();
        Optional<TextIndex> index =
                many ? Optional.of(TextIndex.of(texts.users(), SEED, texts.index())) : Optional.empty();
        Map<TextTest, List<Integer>> rest = many ? texts.rest() : tests;
        // One list alone has a look-up of its own.
        if (rest.size() < 2) {
            return new Looked(index, List.of(), rest);
        }
        List<PartIndex> parts = new ArrayList<>();
        for (Part part : Part.values()) {
            for (boolean wanted : new boolean[] {true, false}) {
                Alternatives<TextTest, String> alike = alternatives(rest, part, wanted);
                if (alike.differ() && alike.many()) {
                    parts.add(PartIndex.of(alike.users(), wanted, SEED, part, alike.index()));
                    rest = alike.rest();
                }
            }
        }
        return new Looked(index, parts, rest);
    }

    private Alternatives<TextTest, String> alternatives(Map<TextTest, List<Integer>> tests, Part part, boolean wanted) {
        return new Alternatives<>(rules, tests, test -> values(test, part, wanted));
    }

    /** The same test, by a look-up where it names many texts, or by the word at their beginning or end where it names several. */
    static TextTest compared(TextTest test) {
        return switch (test) {
            case TextTest.OneOf one -> listed(one, Part.WHOLE, one.texts());
            case TextTest.BeginsWith begin -> listed(begin, Part.BEGINNING, begin.prefixes());
            case TextTest.EndsWith end -> listed(end, Part.END, end.endings());
            case TextTest.Not not -> new TextTest.Not(compared(not.test()));
            case TextTest.Contains contains -> contains;
            case TextsByWord several -> several;
            case ListedTexts listed -> listed;
        };
    }

    private static TextTest listed(TextTest test, Part part, List<Words> texts) {
        if (texts.size() > Alternatives.MOST_COMPARED) {
            return ListedTexts.of(SEED, part, texts);
        }
        boolean byWord = part != Part.WHOLE && texts.size() > TextTest.FEW;
        return byWord ? TextsByWord.of(test, part == Part.END, texts) : test;
    }

    /** The texts that a test wants, or does not, as such a part; none of another test. */
    private static Collection<String> values(TextTest test, Part part, boolean wanted) {
        return switch (test) {
            case TextTest.OneOf one when wanted && part == Part.WHOLE -> texts(one.texts());
            case TextTest.BeginsWith begin when wanted && part == Part.BEGINNING -> texts(begin.prefixes());
            case TextTest.EndsWith end when wanted && part == Part.END -> texts(end.endings());
            case TextTest.Not not when !wanted -> values(not.test(), part, true);
            default -> List.of();
        };
    }

    private static List<String> texts(List<Words> words) {
        return words.stream().map(Words::text).toList();
    }

    private RuleSet set(List<Integer> numbers) {
        return RuleSet.of(rules, numbers);
    }
}
