package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Texts of which one has to be the beginning, or the end, of another, by their first, or last, eight bytes. Those of the other are read once for
 * all, with zeros in place of what it does not have: so no test looks at its length, and the verifier does not follow what comes after once for
 * each range of it. What comes behind a word that several have is looked at once the word is right.
 *
 * @param test the same as a policy says it
 * @param atEnd whether they are ends
 * @param few texts of eight bytes at most; the shortest first
 * @param longer the others, by the word
 */
public record TextsByWord(TextTest test, boolean atEnd, List<Few> few, List<Longer> longer) implements TextTest {
    private static final Comparator<Few> SHORTEST_FIRST =
            Comparator.comparingInt(Few::others).reversed().thenComparingLong(Few::bytes);

    /** Copies. */
    public TextsByWord {
        few = List.copyOf(few);
        longer = List.copyOf(longer);
    }

    /**
     * A text of eight bytes at most.
     *
     * @param others how many bits of the word are not compared: those of what is beside the text
     * @param bytes what it is, in the lowest bytes
     * @param least how long the other has to be, where bytes of the text are zero: the other may be shorter then in spite of equal bytes; else 0
     */
    public record Few(int others, long bytes, int least) {}

    /**
     * Texts with a word that is the same.
     *
     * @param bytes the word
     * @param rests what they have besides
     */
    public record Longer(long bytes, List<Words> rests) {
        /** Copies. */
        public Longer {
            rests = List.copyOf(rests);
        }
    }

    /** A test for these texts, of which those that begin, or end, with another need not be compared. User space only. */
    public static TextsByWord of(TextTest test, boolean atEnd, List<Words> texts) {
        List<Few> few = new ArrayList<>();
        Map<Long, List<Words>> longer = new TreeMap<>();
        List<String> all = texts.stream().map(Words::text).distinct().toList();
        for (String text : all) {
            if (all.stream().anyMatch(other -> isMore(atEnd, text, other))) {
                continue;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int rest = bytes.length - Long.BYTES;
            if (rest <= 0) {
                few.add(new Few(-rest * Byte.SIZE, Words.of(bytes).word(0), text.indexOf(0) < 0 ? 0 : bytes.length));
            } else {
                byte[] word = atEnd ? Arrays.copyOfRange(bytes, rest, bytes.length) : Arrays.copyOf(bytes, Long.BYTES);
                byte[] others =
                        atEnd ? Arrays.copyOf(bytes, rest) : Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
                longer.computeIfAbsent(Words.of(word).word(0), any -> new ArrayList<>())
                        .add(Words.of(others));
            }
        }
        few.sort(SHORTEST_FIRST);
        return new TextsByWord(
                test,
                atEnd,
                few,
                longer.entrySet().stream()
                        .map(entry -> new Longer(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static boolean isMore(boolean atEnd, String text, String other) {
        return text.length() > other.length() && (atEnd ? text.endsWith(other) : text.startsWith(other));
    }

    @Override
    public boolean holds(Bytes data, int offset, int length) {
        long word = atEnd ? last(data, offset, length) : first(data, offset, length);
        for (Few text : few) {
            if (compared(word, text.others()) == text.bytes() && (text.least() == 0 || length >= text.least())) {
                return true;
            }
        }
        for (Longer each : longer) {
            if (word == each.bytes()) {
                return goesOn(each, data, offset, length);
            }
        }
        return false;
    }

    @Override
    public boolean isMuch() {
        return true;
    }

    private boolean goesOn(Longer texts, Bytes data, int offset, int length) {
        for (Words rest : texts.rests()) {
            int left = length - Long.BYTES - rest.length();
            if (left >= 0 && rest.at(data, offset + (atEnd ? left & (Appendix.MOST - 1) : Long.BYTES))) {
                return true;
            }
        }
        return false;
    }

    private long compared(long word, int others) {
        if (others == Long.SIZE) {
            return 0;
        }
        return atEnd ? word >>> others : word & (-1L >>> others);
    }

    private static long first(Bytes data, int offset, int length) {
        long word = Memory.slice(data, offset, Long.BYTES).u64(0);
        return length >= Long.BYTES ? word : word & ~(-1L << (length * Byte.SIZE));
    }

    private static long last(Bytes data, int offset, int length) {
        if (length >= Long.BYTES) {
            int start = (length - Long.BYTES) & (Appendix.MOST - 1);
            return Memory.slice(data, offset + start, Long.BYTES).u64(0);
        }
        return length == 0 ? 0 : Memory.slice(data, offset, Long.BYTES).u64(0) << ((Long.BYTES - length) * Byte.SIZE);
    }

    @Override
    public String toString() {
        return test.toString();
    }
}
