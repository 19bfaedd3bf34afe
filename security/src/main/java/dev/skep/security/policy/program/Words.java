package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A text as numbers of eight bytes, which is how programs compare it.
 *
 * @param text the text
 * @param words the bytes in the order of memory, with zeros behind the last
 * @param length how many bytes there are
 */
@SuppressWarnings("ArrayRecordComponent") // read by index in programs
public record Words(String text, long[] words, int length) {
    /** Of each text, its bytes in UTF-8. User space only: what is made when a program is compiled is made of short texts alone. */
    static List<Words> of(List<String> texts) {
        return texts.stream().map(Words::of).toList();
    }

    static Words of(String text) {
        return of(text, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of bytes, which need not be characters. */
    static Words of(byte[] bytes) {
        return of(new String(bytes, StandardCharsets.ISO_8859_1), bytes);
    }

    private static Words of(String text, byte[] bytes) {
        long[] words = new long[Math.max(1, (bytes.length + Long.BYTES - 1) / Long.BYTES)];
        for (int i = 0; i < bytes.length; i++) {
            words[i / Long.BYTES] |= (bytes[i] & 0xffL) << (i % Long.BYTES * Byte.SIZE);
        }
        return new Words(text, words, bytes.length);
    }

    long word(int index) {
        return words[index];
    }

    /** How many bytes are read to compare. */
    int span() {
        return words.length * Long.BYTES;
    }

    /** Whether the bytes at {@code offset} are these; {@code offset + span} lies inside. Kernel only. */
    boolean at(Bytes data, int offset) {
        Bytes here = Memory.slice(data, offset, span());
        for (int i = 0; i < words.length; i++) {
            if ((here.u64(i * Long.BYTES) & mask(i)) != word(i)) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #at}, where these are in lower case and the bytes may be in both. Kernel only. */
    boolean inAnyCaseAt(Bytes data, int offset) {
        Bytes here = Memory.slice(data, offset, span());
        for (int i = 0; i < words.length; i++) {
            if ((lower(here.u64(i * Long.BYTES)) & mask(i)) != word(i)) {
                return false;
            }
        }
        return true;
    }

    /** Letters of ASCII in lower case, eight at a time: the highest bit of a byte becomes whether it is from A to Z. */
    private static long lower(long bytes) {
        long low = bytes & 0x7f7f_7f7f_7f7f_7f7fL;
        long fromA = low + 0x3f3f_3f3f_3f3f_3f3fL;
        long behindZ = low + 0x2525_2525_2525_2525L;
        long capitals = ~bytes & (fromA ^ behindZ) & 0x8080_8080_8080_8080L;
        return bytes | (capitals >>> 2);
    }

    private long mask(int index) {
        int left = length - index * Long.BYTES;
        return left >= Long.BYTES ? -1L : ~(-1L << (left * Byte.SIZE));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Words same && length == same.length && Arrays.equals(words, same.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return '"' + text + '"';
    }
}
