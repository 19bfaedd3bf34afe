package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * Takes records one by one.
 *
 * @param <T> the record
 */
@FunctionalInterface
public interface RecordSink<T extends Struct> {

    /**
     * Called for each record. What it throws ends the run; the record counts as taken.
     *
     * @param view the record in the ring's memory, good until this call returns; copy what must live longer
     * @param length its bytes as the program sent it, which may be less or more than the struct has: fields beyond it hold
     *     bytes of other records, or cannot be read at the end of the ring
     */
    void record(T view, int length);
}
