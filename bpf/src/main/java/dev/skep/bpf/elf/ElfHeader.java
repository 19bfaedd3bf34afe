package dev.skep.bpf.elf;

import java.nio.ByteBuffer;

/** Where the tables of a file are, from its first 64 bytes. */
record ElfHeader(int machine, long segmentTable, int segments, long sectionTable, int sections, int sectionNames) {
    static final int SEGMENT_BYTES = 56;
    static final int SECTION_BYTES = 64;

    private static final int BYTES = 64;
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    /** PN_XNUM, SHN_XINDEX: the number did not fit and is in the first section's header. */
    private static final int ELSEWHERE = 0xffff;

    static ElfHeader read(FileBytes file) {
        if (file.size() < BYTES) {
            throw file.malformed(0, "no ELF file: " + file.size() + " bytes long");
        }
        ByteBuffer header = file.read(0, BYTES, "header");
        if (header.getInt(0) != MAGIC) {
            throw file.malformed(0, "no ELF file: it begins with 0x" + Integer.toHexString(header.getInt(0)));
        }
        if (header.get(4) != CLASS_64 || header.get(5) != LITTLE_ENDIAN) {
            throw file.malformed(4, "a 64-bit little-endian file expected");
        }
        long sectionTable = header.getLong(40);
        int segments = u16(header, 56);
        long sections = u16(header, 60);
        int names = u16(header, 62);
        if (sectionTable == 0) {
            sections = 0;
        } else {
            entrySize(file, header, 58, SECTION_BYTES);
            if (sections == 0 || segments == ELSEWHERE || names == ELSEWHERE) {
                ByteBuffer first = file.read(sectionTable, SECTION_BYTES, "first section header");
                sections = sections == 0 ? first.getLong(32) : sections;
                segments = segments == ELSEWHERE ? first.getInt(44) : segments;
                names = names == ELSEWHERE ? first.getInt(40) : names;
            }
        }
        if (segments != 0) {
            entrySize(file, header, 54, SEGMENT_BYTES);
        }
        if (segments < 0 || sections < 0 || sections > file.size() / SECTION_BYTES) {
            throw file.malformed(60, segments + " segments and " + sections + " sections do not fit the file");
        }
        return new ElfHeader(u16(header, 18), header.getLong(32), segments, sectionTable, (int) sections, names);
    }

    private static void entrySize(FileBytes file, ByteBuffer header, int at, int expected) {
        if (u16(header, at) != expected) {
            throw file.malformed(at, "table entries of " + expected + " bytes expected, not " + u16(header, at));
        }
    }

    private static int u16(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff;
    }
}
