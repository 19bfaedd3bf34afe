package dev.skep.bpf.map;

import java.lang.foreign.MemorySegment;

/** Takes the elements of a map one by one, as memory that is good until the call returns. */
@FunctionalInterface
interface EntrySink {
    void entry(MemorySegment keys, long keyOffset, MemorySegment values, long valueOffset);
}
