package dev.skep.bpf.btf;

import dev.skep.bpf.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a blob and where each type begins in them.
 *
 * <p>One pass over the type section checks that every record has a known kind and lies inside the section, and that
 * the string section ends with a zero; after that reads inside a record need no further checks, and numbers that
 * point elsewhere (types, strings) are checked when they are followed. Immutable.
 */
final class BtfImage {
    static final int MAGIC = 0xeb9f;
    static final int HEADER_BYTES = 24;
    /** name_off, info, and size or type: the part that every record has. */
    static final int RECORD_BYTES = 12;

    private static final int KIND_BITS = 5;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final int MAX_TYPE_SECTION = 1 << (31 - KIND_BITS);
    private static final int TYPES_PER_CALL = 32;

    private final byte[] bytes;
    private final String what;
    private final int typeStart;
    private final int typeEnd;
    private final int stringStart;
    private final int stringLength;
    /** By id: offset of the record, times 32, plus its kind, so that a search by kind does not touch the records. */
    private int[] index;

    private int typeCount = 1;

    BtfImage(byte[] bytes, String what) {
        this(bytes, what, false);
    }

    /** {@code continues}: the strings go on where those of another blob end. */
    BtfImage(byte[] bytes, String what, boolean continues) {
        this.bytes = bytes;
        this.what = what;
        if (bytes.length < HEADER_BYTES) {
            throw malformed(0, "a header of " + HEADER_BYTES + " bytes expected, " + bytes.length + " found");
        }
        if (u16(0) != MAGIC) {
            throw malformed(0, "magic number eb9f expected, " + Integer.toHexString(u16(0)) + " found");
        }
        if (bytes[2] != 1) {
            throw malformed(2, "version 1 expected, " + bytes[2] + " found");
        }
        long header = i32(4) & 0xffffffffL;
        if (header < HEADER_BYTES) {
            throw malformed(4, "header length " + header + " is too small");
        }
        typeStart = section("type", header, 8);
        int typeLength = i32(12);
        typeEnd = typeStart + typeLength;
        stringStart = section("string", header, 16);
        stringLength = i32(20);
        if (typeLength >= MAX_TYPE_SECTION) {
            throw malformed(12, "type section of " + typeLength + " bytes is too large");
        }
        if (!continues && (stringLength == 0 || bytes[stringStart] != 0)) {
            throw malformed(stringStart, "the string section must begin with a zero");
        }
        if (stringLength > 0 && bytes[stringStart + stringLength - 1] != 0) {
            throw malformed(stringStart, "the string section must end with a zero");
        }
        index = new int[typeLength / (2 * RECORD_BYTES) + 2];
        // Many short calls instead of one long loop: the JIT compiler takes over after a hundred calls, whereas it
        // replaces a running loop only after sixty thousand rounds, which is half of vmlinux.
        for (int at = typeStart; at < typeEnd; ) {
            at = indexSome(at);
        }
    }

    private int section(String name, long header, int field) {
        long start = header + (i32(field) & 0xffffffffL);
        long length = i32(field + 4) & 0xffffffffL;
        if (start + length > bytes.length) {
            throw malformed(
                    field,
                    name + " section at " + start + " of " + length + " bytes exceeds " + bytes.length + " bytes");
        }
        return (int) start;
    }

    private int indexSome(int from) {
        byte[] b = bytes;
        int end = typeEnd;
        int at = from;
        int id = typeCount;
        int limit = id + TYPES_PER_CALL;
        if (limit > index.length) {
            index = Arrays.copyOf(index, 2 * limit);
        }
        int[] ids = index;
        while (at < end && id < limit) {
            if (end - at < RECORD_BYTES) {
                throw cut(id, at);
            }
            int kind = b[at + 7] & KIND_MASK;
            int vlen = (b[at + 4] & 0xff) | (b[at + 5] & 0xff) << 8;
            // The numbers are those of BtfKind, whose loading this early loop does without.
            int length = switch (kind) {
                case 1, 14, 17 -> RECORD_BYTES + 4; // INT, VAR, DECL_TAG
                case 2, 7, 8, 9, 10, 11, 12, 16, 18 -> RECORD_BYTES;
                case 3 -> RECORD_BYTES + 12; // ARRAY
                case 4, 5, 15, 19 -> RECORD_BYTES + vlen * 12; // STRUCT, UNION, DATASEC, ENUM64
                case 6, 13 -> RECORD_BYTES + vlen * 8; // ENUM, FUNC_PROTO
                default -> throw malformed(at, "type " + id + " has unknown kind " + kind);
            };
            if (end - at < length) {
                throw cut(id, at);
            }
            ids[id++] = at << KIND_BITS | kind;
            at += length;
        }
        typeCount = id;
        return at;
    }

    private MalformedInputException cut(int id, int at) {
        return malformed(at, "type " + id + " is cut off by the end of the type section");
    }

    /** A copy of the type section. */
    byte[] typeSection() {
        return Arrays.copyOfRange(bytes, typeStart, typeEnd);
    }

    /** A copy of the string section. */
    byte[] stringSection() {
        return Arrays.copyOfRange(bytes, stringStart, stringStart + stringLength);
    }

    int stringLength() {
        return stringLength;
    }

    int typeCount() {
        return typeCount;
    }

    /** Kind's number; the caller has checked the id. */
    int kind(int id) {
        return index[id] & KIND_MASK;
    }

    /** Offset of the record of an id other than 0. */
    int record(int id) {
        return index[id] >>> KIND_BITS;
    }

    /** The 16-bit count of what follows the record, or the linkage. */
    int count(int id) {
        return u16(record(id) + 4);
    }

    boolean flag(int id) {
        return bytes[record(id) + 7] < 0;
    }

    int u16(int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    int i32(int at) {
        byte[] b = bytes;
        return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | b[at + 3] << 24;
    }

    /** The type whose id is stored at an offset. */
    int type(int at) {
        int id = i32(at);
        if (id < 0 || id >= typeCount) {
            throw malformed(at, "type " + Integer.toUnsignedString(id) + " does not exist");
        }
        return id;
    }

    /** The name whose string offset is stored at an offset. */
    String name(int at) {
        return textFrom(string(at));
    }

    /** The string at an offset of the string section. */
    String text(int offset) {
        if (offset < 0 || offset >= stringLength) {
            throw malformed(stringStart, "no string at " + Integer.toUnsignedString(offset));
        }
        return textFrom(stringStart + offset);
    }

    private String textFrom(int start) {
        int end = start;
        while (bytes[end] != 0) {
            end++;
        }
        return start == end ? "" : new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    boolean isAnonymous(int at) {
        return bytes[string(at)] == 0;
    }

    /** Whether the name whose string offset is stored at an offset is exactly these bytes. */
    boolean nameIs(int at, byte[] name) {
        return nameBegins(at, name) && bytes[string(at) + name.length] == 0;
    }

    /** Whether the name whose string offset is stored at an offset begins with these bytes, none of which is a zero. */
    boolean nameBegins(int at, byte[] name) {
        byte[] b = bytes;
        int start = string(at);
        // The section ends with a zero: the comparison stops before the end.
        for (int i = 0; i < name.length; i++) {
            if (b[start + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** {@link Arrays#hashCode(byte[])} of the name whose string offset is stored at an offset. */
    int nameHash(int at) {
        byte[] b = bytes;
        int hash = 1;
        for (int i = string(at); b[i] != 0; i++) {
            hash = 31 * hash + b[i];
        }
        return hash;
    }

    private int string(int at) {
        int offset = i32(at);
        if (offset < 0 || offset >= stringLength) {
            throw malformed(
                    at,
                    "string at " + Integer.toUnsignedString(offset) + " is beyond " + stringLength
                            + " bytes of strings");
        }
        return stringStart + offset;
    }

    MalformedInputException malformed(int at, String why) {
        return new MalformedInputException(what, at, why);
    }
}
