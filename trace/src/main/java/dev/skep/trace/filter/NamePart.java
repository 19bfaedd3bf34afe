package dev.skep.trace.filter;

import dev.skep.bpf.memory.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Text that a thread's name has to contain.
 *
 * @param text at most 15 bytes of UTF-8: longer names do not exist
 */
public record NamePart(String text) {
    /** Bytes of a thread's name, its NUL included ({@code TASK_COMM_LEN}). */
    public static final int NAME_BYTES = 16;

    /** Refuses empty text and text that no name can contain. */
    public NamePart {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length >= NAME_BYTES) {
            throw new IllegalArgumentException(
                    "'" + text + "' has " + length + " bytes; the name of a thread has 1 to 15");
        }
    }

    /** Whether the name contains it; {@code name} is filled with NUL. */
    public boolean in(Bytes name) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + wanted.length < NAME_BYTES; at++) {
            if (startsAt(name, at, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(Bytes name, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (name.u8(at + i) != (wanted[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
