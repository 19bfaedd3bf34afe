package dev.skep.agent.event;

import dev.skep.api.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON text as bytes, which collect until they are written; the memory is used again. Not safe for several threads. */
public final class JsonBytes {
    private static final int INITIAL_BYTES = 1 << 16;
    /** More is only needed for command lines of megabytes, and not kept for the next one. */
    private static final int MOST_KEPT_BYTES = 1 << 20;

    private static final int LONGEST_NUMBER = 20;
    /** What one char may become at most: a backslash, u and four digits. */
    private static final int LONGEST_ESCAPE = 6;

    private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    /** No text. */
    public JsonBytes() {
        this(INITIAL_BYTES);
    }

    /** No text, and room for so much. */
    JsonBytes(int initialBytes) {
        bytes = new byte[initialBytes];
    }

    /** Bytes that wait. */
    public int size() {
        return size;
    }

    /** Forgets everything after {@code length} bytes. */
    public void cut(int length) {
        size = length;
    }

    /** Copies {@code count} bytes from {@code from} on. */
    void copy(int from, byte[] target, int at, int count) {
        System.arraycopy(bytes, from, target, at, count);
    }

    /** A copy of what waits. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** A copy of what waits, as text. */
    public String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    /** Writes what waits and forgets it, also when writing fails. */
    public void writeTo(OutputStream out) throws IOException {
        byte[] written = bytes;
        int length = size;
        size = 0;
        if (written.length > MOST_KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
        out.write(written, 0, length);
    }

    /** Text that is JSON already. */
    public void utf8(String json) {
        add(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends a line. */
    public void lineFeed() {
        add('\n');
    }

    void add(byte[] text) {
        add(text, 0, text.length);
    }

    void add(byte[] text, int from, int length) {
        reserve(length);
        System.arraycopy(text, from, bytes, size, length);
        size += length;
    }

    void add(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    /** A number of up to 19 digits that is not negative. */
    void number(long value) {
        reserve(LONGEST_NUMBER);
        int digits = 1;
        for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
            digits++;
        }
        digits(value, digits);
    }

    void unsigned(int value) {
        number(value & 0xffff_ffffL);
    }

    /** The lowest decimal digits, with leading zeros. */
    void digits(long value, int count) {
        reserve(count);
        long rest = value;
        byte[] target = bytes;
        for (int at = size + count; at > size; rest /= 10) {
            target[--at] = (byte) ('0' + rest % 10);
        }
        size += count;
    }

    /** A string in quotation marks; what cannot be seen is escaped. */
    void string(String text) {
        int length = text.length();
        reserve(length + 2 * LONGEST_ESCAPE + 2);
        byte[] target = bytes;
        int at = size;
        target[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (target.length - at <= 2 * LONGEST_ESCAPE) {
                // Escapes and other alphabets take more room than was guessed.
                size = at;
                reserve(length - i + 4 * LONGEST_ESCAPE);
                target = bytes;
            }
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                target[at++] = (byte) c;
            } else if (c < 0x80) {
                at = ascii(c, target, at);
            } else {
                int point = text.codePointAt(i);
                at = beyond(point, target, at);
                i += Character.charCount(point) - 1;
            }
        }
        target[at++] = '"';
        size = at;
    }

    private static int ascii(char c, byte[] target, int from) {
        int at = from;
        int letter = switch (c) {
            case '"', '\\' -> c;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
        if (letter == 0) {
            return unit(c, target, at);
        }
        target[at++] = '\\';
        target[at++] = (byte) letter;
        return at;
    }

    private static int beyond(int c, byte[] target, int from) {
        if (JsonText.hidden(c)) {
            return c < 0x1_0000
                    ? unit(c, target, from)
                    : unit(Character.lowSurrogate(c), target, unit(Character.highSurrogate(c), target, from));
        }
        int at = from;
        if (c < 0x800) {
            target[at++] = (byte) (0xc0 | (c >> 6));
        } else if (c < 0x1_0000) {
            target[at++] = (byte) (0xe0 | (c >> 12));
            target[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        } else {
            target[at++] = (byte) (0xf0 | (c >> 18));
            target[at++] = (byte) (0x80 | ((c >> 12) & 0x3f));
            target[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        }
        target[at++] = (byte) (0x80 | (c & 0x3f));
        return at;
    }

    private static int unit(int utf16, byte[] target, int from) {
        int at = from;
        target[at++] = '\\';
        target[at++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            target[at++] = HEXADECIMAL[utf16 >> shift & 15];
        }
        return at;
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
        }
    }
}
