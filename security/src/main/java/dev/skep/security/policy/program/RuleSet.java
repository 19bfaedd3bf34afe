package dev.skep.security.policy.program;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Some of the rules of a hook, a bit for each. */
public final class RuleSet {
    private static final int WORD = Long.SIZE;

    // What most programs ask most often of most sets is kept: to give a field is less work for who compiles them than
    // to find it out.
    private final int total;
    private final long[] words;
    private final long first;
    private final boolean empty;

    private RuleSet(int total, long[] words) {
        this.total = total;
        this.words = words;
        first = words[0];
        empty = Arrays.stream(words).allMatch(word -> word == 0);
    }

    /** None, of {@code total} that there are. */
    public static RuleSet none(int total) {
        return new RuleSet(total, new long[wordsFor(total)]);
    }

    /** The rules of these numbers, of {@code total} that there are. */
    public static RuleSet of(int total, Collection<Integer> rules) {
        long[] words = new long[wordsFor(total)];
        for (int rule : rules) {
            words[rule / WORD] |= 1L << (rule % WORD);
        }
        return new RuleSet(total, words);
    }

    /** All rules. */
    public static RuleSet all(int total) {
        long[] words = new long[wordsFor(total)];
        for (int i = 0; i * WORD < total; i++) {
            words[i] = -1L >>> Math.max(0, (i + 1) * WORD - total);
        }
        return new RuleSet(total, words);
    }

    static int wordsFor(int total) {
        return Math.max(1, (total + WORD - 1) / WORD);
    }

    /** How many rules the hook has. */
    int total() {
        return total;
    }

    /** How many words have the bits. */
    int length() {
        return words.length;
    }

    /** The bits of 64 rules. */
    long word(int index) {
        return words[index];
    }

    /** Writes the bits to where {@code into} has place for them. */
    void write(long[] into, int at) {
        System.arraycopy(words, 0, into, at, words.length);
    }

    /** The bits of the first 64. */
    long first() {
        return first;
    }

    /** Whether it has a rule. */
    public boolean has(int rule) {
        return ((words[rule / WORD] >>> (rule % WORD)) & 1) != 0;
    }

    /** Whether it has none. */
    public boolean isEmpty() {
        return empty;
    }

    /** Whether it has all of {@code others}. */
    boolean covers(RuleSet others) {
        if (words.length == 1) {
            return (others.first & ~first) == 0;
        }
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
        return new RuleSet(total, both);
    }

    /** Those that {@code other} has not. */
    public RuleSet without(RuleSet other) {
        long[] left = words.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] &= ~other.words[i];
        }
        return new RuleSet(total, left);
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
        return other instanceof RuleSet set && total == set.total && Arrays.equals(words, set.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words) + total;
    }

    @Override
    public String toString() {
        return rules().toString();
    }
}
