package dev.skep.bpf.elf;

import java.nio.charset.StandardCharsets;

/** Zero-terminated strings, named by their offsets. */
final class StringTable {
    private static final int MIN_BUDGET = 1 << 20;
    /** Linkers let a string share the end of a longer one, so the sum of all may exceed the table, but not by this. */
    private static final int SHARING = 16;

    private final FileBytes file;
    private final long offset;
    private final byte[] bytes;
    /** Bytes that may still be decoded: a nonsense file may name one long string a million times. */
    private long budget;

    StringTable(FileBytes file, long offset, byte[] bytes) {
        this.file = file;
        this.offset = offset;
        this.bytes = bytes;
        this.budget = MIN_BUDGET + (long) SHARING * bytes.length;
    }

    String at(int start) {
        check(start);
        int end = start;
        while (bytes[end] != 0) {
            if (++end == bytes.length) {
                throw file.malformed(offset + start, "string does not end");
            }
        }
        budget -= end - start;
        if (budget < 0) {
            throw file.malformed(offset + start, "strings are longer than their table can hold");
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** The byte that ends {@code name} at this place, or -1 when another name is there. */
    int terminator(int start, byte[] name) {
        check(start);
        if (name.length >= bytes.length - start) {
            return -1;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes[start + i] != name[i]) {
                return -1;
            }
        }
        return bytes[start + name.length] & 0xff;
    }

    /** Whether a version that ends a name is the default one, {@code name@@version}. */
    boolean isDefaultVersion(int at) {
        return at + 1 < bytes.length && bytes[at + 1] == '@';
    }

    private void check(int start) {
        if (start < 0 || start >= bytes.length) {
            throw file.malformed(
                    offset, "string at " + Integer.toUnsignedString(start) + " is beyond " + bytes.length + " bytes");
        }
    }
}
