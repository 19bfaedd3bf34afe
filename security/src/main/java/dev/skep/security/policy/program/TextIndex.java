package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Memory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many texts of which rules want one to be there: one look-up tells for all of them. A text is found by two numbers that are calculated from
 * its bytes, 128 bits together, and from a seed that nobody outside knows, so that no text can be made that is taken for another.
 *
 * @param users the rules of the index
 * @param seed what the calculation begins with
 * @param longest bytes of the longest of the texts
 * @param places where in {@code words} it stands what belongs to each first number
 * @param words for each text its second number and the bits of the rules that it is right for, as many words as {@code users} has
 */
@SuppressWarnings("ArrayRecordComponent") // read by index in programs; equality is by content
public record TextIndex(RuleSet users, long seed, int longest, Map<Long, Integer> places, long[] words) {
    /** Copies the map. */
    public TextIndex {
        places = Map.copyOf(places);
    }

    /** With the rules that each text is right for. */
    public static TextIndex of(RuleSet users, long seed, Map<String, RuleSet> index) {
        int width = users.length() + 1;
        long[] words = new long[index.size() * width];
        Map<Long, Integer> places = new HashMap<>();
        int longest = 0;
        int place = 0;
        for (Map.Entry<String, RuleSet> entry : new TreeMap<>(index).entrySet()) {
            Words text = Words.of(entry.getKey());
            longest = Math.max(longest, text.length());
            TextDigest digest = TextDigest.of(seed, text.length());
            for (int i = 0; i * Long.BYTES < text.length(); i++) {
                digest.add(text.word(i));
            }
            words[place] = digest.second();
            entry.getValue().write(words, place + 1);
            if (places.put(digest.first(), place) != null) {
                // Once in 2^64 pairs of texts.
                return of(users, seed + 1, index);
            }
            place += width;
        }
        return new TextIndex(users, seed, longest, places, words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextIndex index
                && users.equals(index.users)
                && seed == index.seed
                && longest == index.longest
                && places.equals(index.places)
                && Arrays.equals(words, index.words);
    }

    @Override
    public int hashCode() {
        return 31 * users.hashCode() + Arrays.hashCode(words);
    }

    /** Takes out the rules that want another text than that of {@code length} bytes at {@code offset}. Kernel only. */
    void run(Bytes data, int offset, int length, Candidates left) {
        int place = place(data, offset, length);
        if (place < 0 || place >= words.length) {
            left.drop(users);
        } else {
            left.keep(users, words, place + 1);
        }
    }

    /** The first 64 of the rules that the text of {@code length} bytes at {@code offset} is right for, as bits. Kernel only. */
    long right(Bytes data, int offset, int length) {
        int place = place(data, offset, length) + 1;
        return place < 1 || place >= words.length ? 0 : words[place];
    }

    /** Where in {@code words} a text stands, or -1. */
    private int place(Bytes data, int offset, int length) {
        if (length > longest) {
            return -1;
        }
        Bytes text = Memory.slice(data, offset, Appendix.MOST);
        TextDigest digest = TextDigest.of(seed, length);
        for (int i = 0; i * Long.BYTES < longest; i++) {
            int behind = length - i * Long.BYTES;
            if (behind <= 0) {
                break;
            }
            // Within the text as it is: where the kernel drives the loop, the verifier knows that by the mask alone.
            long word = text.u64((i * Long.BYTES) & (Appendix.MOST - Long.BYTES));
            digest.add(behind >= Long.BYTES ? word : word & ~(-1L << (behind * Byte.SIZE)));
        }
        Integer place = places.get(digest.first());
        return place == null || place < 0 || place >= words.length || words[place] != digest.second() ? -1 : place;
    }

    @Override
    public String toString() {
        return "looked up among " + places.size() + " texts";
    }
}
