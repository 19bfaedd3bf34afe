package dev.skep.security.policy.program;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a number that many rules compare with different ones: one look-up tells for all of them.
 *
 * @param reader where the number comes from
 * @param users the rules of the index
 * @param places where in {@code words} the rules are that each number is right for
 * @param words bits of rules, as many words for each number as {@code users} has
 */
@SuppressWarnings("ArrayRecordComponent") // read by index in programs; equality is by content
public record IndexStep(NumberReader reader, RuleSet users, Map<Long, Integer> places, long[] words) implements Step {
    /** Copies the map. */
    public IndexStep {
        places = Map.copyOf(places);
    }

    /** With the rules that each number is right for. */
    public static IndexStep of(NumberReader reader, RuleSet users, Map<Long, RuleSet> index) {
        int width = users.length();
        long[] words = new long[index.size() * width];
        Map<Long, Integer> places = new HashMap<>();
        int place = 0;
        for (Map.Entry<Long, RuleSet> entry : new TreeMap<>(index).entrySet()) {
            places.put(entry.getKey(), place);
            entry.getValue().write(words, place);
            place += width;
        }
        return new IndexStep(reader, users, places, words);
    }

    @Override
    public boolean run(HookContext context, Candidates left) {
        Integer place = places.get(reader.read(context));
        if (place == null) {
            return left.goOnWithout(users);
        }
        left.keep(users, words, place);
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IndexStep step
                && reader.equals(step.reader)
                && users.equals(step.users)
                && places.equals(step.places)
                && Arrays.equals(words, step.words);
    }

    @Override
    public int hashCode() {
        return 31 * reader.hashCode() + Arrays.hashCode(words);
    }

    @Override
    public int cost() {
        return reader.cost() + Cost.LOOKUP;
    }

    @Override
    public String toString() {
        return reader + " looked up among " + places.size() + " values";
    }
}
