package dev.skep.bpf.elf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A part of the file that the loader maps, PT_LOAD. */
record ElfSegment(long offset, long address, long fileSize) {
    private static final int LOAD = 1;

    static List<ElfSegment> read(FileBytes file, ElfHeader header) {
        int count = header.segments();
        ByteBuffer table = file.read(header.segmentTable(), (long) count * ElfHeader.SEGMENT_BYTES, "segment table");
        List<ElfSegment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = i * ElfHeader.SEGMENT_BYTES;
            if (table.getInt(at) == LOAD) {
                long offset = table.getLong(at + 8);
                long fileSize = table.getLong(at + 32);
                if (offset < 0 || fileSize < 0 || offset > file.size() - fileSize) {
                    throw file.malformed(
                            header.segmentTable() + at,
                            "segment at " + offset + " is beyond the file's " + file.size());
                }
                segments.add(new ElfSegment(offset, table.getLong(at + 16), fileSize));
            }
        }
        return List.copyOf(segments);
    }

    boolean contains(long virtualAddress) {
        return Long.compareUnsigned(virtualAddress - address, fileSize) < 0;
    }

    long fileOffset(long virtualAddress) {
        return virtualAddress - address + offset;
    }
}
