package dev.skep.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes of text that collect until they are sent; the memory is used again. Not safe for several threads. */
final class TextBuffer {
    private static final int INITIAL_BYTES = 1 << 16;
    private static final int LONGEST_NUMBER = 20;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    int size() {
        return size;
    }

    void add(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    /** Text of ASCII alone. */
    void add(String ascii) {
        int length = ascii.length();
        reserve(length);
        byte[] target = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            target[at++] = (byte) ascii.charAt(i);
        }
        size = at;
    }

    void add(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void number(long value) {
        reserve(LONGEST_NUMBER);
        long rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
        } else {
            // Negative numbers reach one further than positive ones.
            rest = -rest;
        }
        int digits = 1;
        for (long limit = -10; digits < 19 && rest <= limit; limit *= 10) {
            digits++;
        }
        int at = size + digits;
        size = at;
        do {
            bytes[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
        } while (rest != 0);
    }

    /** The lowest decimal digits of a number that is not negative, with leading zeros. */
    void digits(long value, int count) {
        reserve(count);
        long rest = value;
        for (int at = size + count; at > size; rest /= 10) {
            bytes[--at] = (byte) ('0' + rest % 10);
        }
        size += count;
    }

    /** An unsigned number in base 8, with leading zeros up to {@code count} digits. */
    void octal(int value, int count) {
        int needed = Math.max(count, (34 - Integer.numberOfLeadingZeros(value | 1)) / 3);
        reserve(needed);
        int rest = value;
        for (int at = size + needed; at > size; rest >>>= 3) {
            bytes[--at] = (byte) ('0' + (rest & 7));
        }
        size += needed;
    }

    /** The lowest hexadecimal digits of a number. */
    void hexadecimal(int value, int count) {
        for (int shift = 4 * (count - 1); shift >= 0; shift -= 4) {
            add(Character.forDigit(value >>> shift & 15, 16));
        }
    }

    void spaces(int count) {
        if (count > 0) {
            reserve(count);
            Arrays.fill(bytes, size, size + count, (byte) ' ');
            size += count;
        }
    }

    /** Moves the text from {@code from} on to the right and puts blanks before it. */
    void indent(int from, int count) {
        if (count > 0) {
            reserve(count);
            System.arraycopy(bytes, from, bytes, from + count, size - from);
            Arrays.fill(bytes, from, from + count, (byte) ' ');
            size += count;
        }
    }

    void sendTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
        }
    }
}
