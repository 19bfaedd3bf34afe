package dev.skep.trace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as the kernel has it: bytes in no certain encoding. The memory is used again for the next event. Not safe for several
 * threads.
 */
public final class RawText {
    private static final int SLASH = '/';

    private byte[] bytes;
    private int length;

    /** Empty, with room for {@code capacity} bytes; it grows where that is not enough. */
    public RawText(int capacity) {
        bytes = new byte[capacity];
    }

    /** The array that holds it from index 0 on; more may follow behind. Changes with the next event. */
    public byte[] array() {
        return bytes;
    }

    /** Number of bytes. */
    public int length() {
        return length;
    }

    /** Makes it empty. */
    public void clear() {
        length = 0;
    }

    /** Whether it begins with a slash. */
    public boolean absolute() {
        return length > 0 && bytes[0] == SLASH;
    }

    /** Replaces it with the UTF-8 of {@code text}. */
    public void assign(String text) {
        clear();
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        append(encoded, 0, encoded.length);
    }

    /** Replaces it with a piece of memory. */
    public void assign(MemorySegment memory, long offset, int count) {
        length = 0;
        reserve(count);
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, count);
        length = count;
    }

    /** Replaces it with the bytes before the first NUL of a piece of memory. */
    public void assignString(MemorySegment memory, long offset, int limit) {
        assign(memory, offset, limit);
        int end = 0;
        while (end < limit && bytes[end] != 0) {
            end++;
        }
        length = end;
    }

    /** Adds bytes at the end. */
    public void append(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Adds one ASCII character at the end. */
    public void append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }

    /** Whether it contains the UTF-8 of {@code text}. */
    public boolean contains(byte[] text) {
        for (int at = 0; at + text.length <= length; at++) {
            if (Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    /** The text as UTF-8; what is none becomes U+FFFD. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
