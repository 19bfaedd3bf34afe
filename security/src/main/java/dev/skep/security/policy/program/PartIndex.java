package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.program.ListedTexts.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * As {@link TextIndex}, of texts of which rules want one to be the text's beginning or end, or do not want it to be that or the whole text: a
 * look-up for each length that the texts of all rules have. The longest that is found tells for all: what else begins or ends the text begins
 * or ends that, too.
 *
 * @param users the rules of the index
 * @param wanted whether they want one of the texts, or none
 * @param texts the texts of all rules
 * @param words for each text the bits of the rules that one of theirs is right for where it is, as many words as {@code users} has
 */
@SuppressWarnings("ArrayRecordComponent") // read by index in programs; equality is by content
public record PartIndex(RuleSet users, boolean wanted, ListedTexts texts, long[] words) {
    /** With the rules that name each text. */
    public static PartIndex of(RuleSet users, boolean wanted, long seed, Part part, Map<String, RuleSet> named) {
        Map<String, RuleSet> right = new TreeMap<>();
        TreeSet<Integer> lengths = new TreeSet<>();
        named.keySet().forEach(text -> lengths.add(text.length()));
        named.forEach(
                (text, rules) -> right.put(text, part == Part.WHOLE ? rules : within(text, part, named, lengths)));
        int width = users.length();
        long[] words = new long[right.size() * width];
        int place = 0;
        for (RuleSet rules : right.values()) {
            rules.write(words, place);
            place += width;
        }
        ListedTexts texts = ListedTexts.of(seed, part, Words.of(List.copyOf(right.keySet())));
        return new PartIndex(users, wanted, texts, words);
    }

    /** The rules of all texts that {@code text} begins or ends with. */
    private static RuleSet within(String text, Part part, Map<String, RuleSet> named, TreeSet<Integer> lengths) {
        RuleSet rules = null;
        for (int length : lengths.headSet(text.length(), true)) {
            String piece = part == Part.END ? text.substring(text.length() - length) : text.substring(0, length);
            RuleSet more = named.get(piece);
            if (more != null) {
                rules = rules == null ? more : rules.or(more);
            }
        }
        if (rules == null) {
            throw new IllegalStateException("each text begins and ends with itself: " + text);
        }
        return rules;
    }

    /** Takes out the rules that want the text of {@code length} bytes at {@code offset} otherwise. Kernel only. */
    void run(Bytes data, int offset, int length, Candidates left) {
        int place = texts.longest(data, offset, length) * width();
        if (wanted) {
            if (place < 0 || place >= words.length) {
                left.drop(users);
            } else {
                left.keep(users, words, place);
            }
        } else if (place >= 0 && place < words.length) {
            left.drop(words, place);
        }
    }

    /** The first 64 of the rules that the text of {@code length} bytes at {@code offset} is right for, as bits. Kernel only. */
    long right(Bytes data, int offset, int length) {
        int place = texts.longest(data, offset, length) * width();
        return place < 0 || place >= words.length ? 0 : words[place];
    }

    private int width() {
        return users.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartIndex index
                && users.equals(index.users)
                && wanted == index.wanted
                && texts.equals(index.texts)
                && Arrays.equals(words, index.words);
    }

    @Override
    public int hashCode() {
        return 31 * texts.hashCode() + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return (wanted ? "" : "not ") + texts;
    }
}
