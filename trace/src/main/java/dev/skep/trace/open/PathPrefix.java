package dev.skep.trace.open;

import dev.skep.bpf.memory.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * What a path has to begin with.
 *
 * @param text absolute, at most 255 bytes of UTF-8
 */
public record PathPrefix(String text) {
    private static final int MOST_BYTES = 255;

    /** Refuses relative and over-long prefixes. */
    public PathPrefix {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' does not begin with a slash; paths are compared complete");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException("longer than " + MOST_BYTES + " bytes");
        }
    }

    /** The UTF-8 bytes. */
    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the name begins with it; compares eight bytes at a time with numbers that are known when this is compiled. */
    boolean startsName(Bytes name) {
        byte[] wanted = bytes();
        int at = 0;
        for (; at + 8 <= wanted.length; at += 8) {
            if (name.u64(at) != number(wanted, at, 8)) {
                return false;
            }
        }
        for (; at + 4 <= wanted.length; at += 4) {
            if (name.u32(at) != (int) number(wanted, at, 4)) {
                return false;
            }
        }
        for (; at < wanted.length; at++) {
            if (name.u8(at) != number(wanted, at, 1)) {
                return false;
            }
        }
        return true;
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = count - 1; i >= 0; i--) {
            number = number << 8 | (bytes[from + i] & 0xff);
        }
        return number;
    }
}
