package dev.skep.trace.open;

import dev.skep.bpf.memory.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
        ByteBuffer wanted = ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int length = wanted.limit();
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            if (name.u64(at) != wanted.getLong(at)) {
                return false;
            }
        }
        for (; at + 4 <= length; at += 4) {
            if (name.u32(at) != wanted.getInt(at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (name.u8(at) != (wanted.get(at) & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
