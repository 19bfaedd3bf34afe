package dev.skep.bpf.map;

import java.lang.foreign.MemorySegment;

/** Takes records one by one, as memory. */
@FunctionalInterface
public interface RawSink {

    /**
     * Called for each record. What it throws ends the run; the record counts as taken.
     *
     * @param memory the ring, read only
     * @param offset where the record begins in it
     * @param length its bytes, all in a row; good until this call returns
     */
    void record(MemorySegment memory, long offset, int length);
}
