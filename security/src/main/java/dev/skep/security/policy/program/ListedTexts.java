package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.Memory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The text, its beginning or its end is one of many: one look-up for each length that these have. They are found as in {@link TextIndex}.
 *
 * <p>No length is more than eight bytes above the one before, so that each adds one word to what is calculated at most, and what looks them up
 * is one loop; there are lengths between that none of the texts has.
 *
 * @param seed what the calculation begins with
 * @param part what of the text
 * @param lengths how long they are, in bytes, and the lengths between, each once, the shortest first
 * @param places where in {@code seconds} the second number of each first one stands
 * @param seconds the second numbers
 */
@SuppressWarnings("ArrayRecordComponent") // read by index in programs; equality is by content
public record ListedTexts(long seed, Part part, int[] lengths, Map<Long, Integer> places, long[] seconds)
        implements TextTest {
    /** What of a text is looked up. */
    public enum Part {
        /** All of it. */
        WHOLE,
        /** As much as is looked for, from its first byte. */
        BEGINNING,
        /** As much as is looked for, up to its last byte. */
        END
    }

    /** Copies the map. */
    public ListedTexts {
        places = Map.copyOf(places);
    }

    /** One of these. The place of each in {@link #seconds} is that in {@code texts}, without those that come twice. */
    public static ListedTexts of(long seed, Part part, List<Words> texts) {
        List<Words> each = texts.stream().distinct().toList();
        long[] seconds = new long[each.size()];
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < seconds.length; i++) {
            TextDigest digest = digest(seed, part, each.get(i));
            seconds[i] = digest.second();
            if (places.put(digest.first(), i) != null) {
                // Once in 2^64 pairs of texts.
                return of(seed + 1, part, texts);
            }
        }
        return new ListedTexts(seed, part, lengths(each), places, seconds);
    }

    private static int[] lengths(List<Words> texts) {
        TreeSet<Integer> lengths = new TreeSet<>();
        int longest = 0;
        for (Words text : texts) {
            lengths.add(text.length());
            longest = Math.max(longest, text.length());
        }
        for (int words = Long.BYTES; words < longest; words += Long.BYTES) {
            lengths.add(words);
        }
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    private static TextDigest digest(long seed, Part part, Words text) {
        int rest = text.length() % Long.BYTES;
        int whole = text.length() / Long.BYTES;
        TextDigest digest = TextDigest.of(seed, 0);
        for (int i = 0; i < whole; i++) {
            digest.add(part == Part.END ? word(text, text.length() - (i + 1) * Long.BYTES) : text.word(i));
        }
        digest.add(part == Part.END ? cut(word(text, 0), rest) : rest == 0 ? 0 : text.word(whole));
        digest.add(text.length());
        return digest;
    }

    /** Eight bytes of a text from anywhere within it. */
    private static long word(Words text, int from) {
        int shift = from % Long.BYTES * Byte.SIZE;
        long low = text.word(from / Long.BYTES) >>> shift;
        boolean across = shift > 0 && from / Long.BYTES + 1 < text.words().length;
        return across ? low | text.word(from / Long.BYTES + 1) << -shift : low;
    }

    private static long cut(long word, int bytes) {
        return word & ~(-1L << (bytes * Byte.SIZE));
    }

    @Override
    public boolean holds(Bytes data, int offset, int length) {
        TextDigest digest = TextDigest.of(seed, 0);
        int before = 0;
        for (int wanted : lengths) {
            if (length < wanted) {
                return false;
            }
            advance(digest, before, wanted, data, offset, length);
            before = wanted;
            if ((part != Part.WHOLE || length == wanted) && place(digest.copy(), wanted, data, offset, length) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** It is, but what has a table of its own is the same in no other program. */
    @Override
    public boolean isMuch() {
        return false;
    }

    /** Where the second number of the longest of them stands that is right for the text, or -1. Kernel only. */
    @NoInline
    int longest(Bytes data, int offset, int length) {
        TextDigest digest = TextDigest.of(seed, 0);
        int before = 0;
        int longest = -1;
        for (int wanted : lengths) {
            if (length < wanted) {
                break;
            }
            advance(digest, before, wanted, data, offset, length);
            before = wanted;
            if (part != Part.WHOLE || length == wanted) {
                int place = place(digest.copy(), wanted, data, offset, length);
                if (place >= 0) {
                    longest = place;
                }
            }
        }
        return longest;
    }

    /** Adds the whole word that a length has more than the one before. No sum from turn to turn: the verifier would follow each of its values. */
    private void advance(TextDigest digest, int before, int wanted, Bytes data, int offset, int length) {
        int words = wanted / Long.BYTES;
        if (words > before / Long.BYTES) {
            int behind = words * Long.BYTES;
            digest.add(read(data, offset, part == Part.END ? length - behind : behind - Long.BYTES));
        }
    }

    private static long read(Bytes data, int offset, int from) {
        return from < 0 || from >= Appendix.MOST
                ? 0
                : Memory.slice(data, offset + from, Long.BYTES).u64(0);
    }

    private int place(TextDigest digest, int wanted, Bytes data, int offset, int length) {
        int rest = wanted % Long.BYTES;
        int from = part == Part.END ? length - wanted : wanted - rest;
        digest.add(rest == 0 ? 0 : cut(read(data, offset, from), rest));
        digest.add(wanted);
        Integer place = places.get(digest.first());
        return place == null || place < 0 || place >= seconds.length || seconds[place] != digest.second() ? -1 : place;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListedTexts listed
                && seed == listed.seed
                && part == listed.part
                && Arrays.equals(lengths, listed.lengths)
                && places.equals(listed.places)
                && Arrays.equals(seconds, listed.seconds);
    }

    @Override
    public int hashCode() {
        return 31 * part.hashCode() + Arrays.hashCode(seconds);
    }

    @Override
    public String toString() {
        String many = "one of " + seconds.length + " texts";
        return switch (part) {
            case WHOLE -> "is " + many;
            case BEGINNING -> "begins with " + many;
            case END -> "ends with " + many;
        };
    }
}
