package dev.skep.security.policy.program;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Some of the rules of a hook, a bit for each.
 *
 * @param words the bits, 64 in each
 */
@SuppressWarnings("ArrayRecordComponent") // read by index in programs; equality is by content
public record RuleSet(long[] words) {
    private static final int WORD = Long.SIZE;

    /** The rules of these numbers, of {@code total} that there are. */
    public static RuleSet of(int total, Collection<Integer> rules) {
        long[] words = new long[wordsFor(total)];
        for (int rule : rules) {
            words[rule / WORD] |= 1L << (rule % WORD);
        }
        return new RuleSet(words);
    }

    /** All rules. */
    public static RuleSet all(int total) {
        long[] words = new long[wordsFor(total)];
        for (int i = 0; i * WORD < total; i++) {
            words[i] = -1L >>> Math.max(0, (i + 1) * WORD - total);
        }
        return new RuleSet(words);
    }

    static int wordsFor(int total) {
        return Math.max(1, (total + WORD - 1) / WORD);
    }

    /** The bits of 64 rules. */
    long word(int index) {
        return words[index];
    }

    /** Whether it has a rule. */
    public boolean has(int rule) {
        return ((words[rule / WORD] >>> (rule % WORD)) & 1) != 0;
    }

    /** Whether it has none. */
    public boolean isEmpty() {
        if (words.length == 1) {
            return words[0] == 0;
        }
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has all of {@code others}. */
    boolean covers(RuleSet others) {
        for (int i = 0; i < words.length; i++) {
            if ((others.words[i] & ~words[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The rules of both. */
    public RuleSet or(RuleSet other) {
        long[] both = words.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] |= other.words[i];
        }
        return new RuleSet(both);
    }

    /** Those that {@code other} has not. */
    public RuleSet without(RuleSet other) {
        long[] left = words.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] &= ~other.words[i];
        }
        return new RuleSet(left);
    }

    /** Their numbers, in order. */
    public List<Integer> rules() {
        return java.util.stream.IntStream.range(0, words.length * WORD)
                .filter(this::has)
                .boxed()
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuleSet set && Arrays.equals(words, set.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return rules().toString();
    }
}
