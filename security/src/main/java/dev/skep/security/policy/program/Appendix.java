package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;

/**
 * The part of a record's data that has no fixed layout: texts and bytes, one behind the other. The fixed part of an argument says where its
 * own begins and how long it is.
 */
final class Appendix {
    /** Bytes of the fixed part: offset, length, and the whole length where less was copied. */
    static final int SLOT = 16;

    /** Most bytes of a text; as many as Tetragon reads. */
    static final int MOST = 4096;

    private static final int LENGTH = 4;
    private static final int WHOLE = 8;
    private static final int WORD = 8;

    private Appendix() {}

    /** Whether there is room for a text. Kernel only. */
    static boolean hasRoom(int used) {
        return used >= 0 && used <= LargeRecord.DATA - MOST - WORD;
    }

    /** Says that nothing was read. Kernel only. */
    static void none(LargeRecord record, int at) {
        record.data().u64(at, 0L);
        record.data().u64(at + WHOLE, 0L);
    }

    /** Appends what was copied to {@link LargeRecord#used()}. Kernel only. */
    static void add(LargeRecord record, int at, int length, long whole) {
        add(record, Memory.slice(record.data(), at, SLOT), length, whole);
    }

    /** As {@link #add(LargeRecord, int, int, long)}, {@code slot} being the fixed part. Kernel only. */
    static void add(LargeRecord record, Bytes slot, int length, long whole) {
        int used = record.used();
        slot.u32(0, used);
        slot.u32(LENGTH, length);
        slot.u64(WHOLE, whole);
        record.used(used + ((length + WORD - 1) & -WORD));
    }

    /** Appends a NUL-terminated text of the kernel or of the process. Kernel only. */
    static void text(LargeRecord record, int at, long address) {
        text(record, Memory.slice(record.data(), at, SLOT), address);
    }

    /** Apart: the same in all programs. */
    @NoInline
    private static void text(LargeRecord record, Bytes slot, long address) {
        slot.u64(0, 0L);
        slot.u64(WHOLE, 0L);
        int used = record.used();
        if (!hasRoom(used)) {
            return;
        }
        Bytes room = Memory.slice(record.data(), used, MOST);
        // Addresses of the kernel have the highest bit set, on x86-64 and on arm64.
        int length = address < 0 ? Helpers.probeReadKernelStr(room, address) : Helpers.probeReadUserStr(room, address);
        if (length >= 1 && length <= MOST) {
            add(record, slot, length - 1, length - 1L);
        }
    }

    /** Where an argument's bytes begin. Kernel only. */
    static int offset(Bytes data, int at) {
        return data.u32(at);
    }

    /** How many there are. */
    static int length(Bytes data, int at) {
        return data.u32(at + LENGTH);
    }

    /** How many there were before they were cut. */
    static long whole(Bytes data, int at) {
        return data.u64(at + WHOLE);
    }
}
