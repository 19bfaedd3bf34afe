package dev.skep.security.process;

import java.lang.foreign.MemorySegment;

/**
 * Reads records of {@link dev.skep.security.process.program.ProcessRecord#EXTENSION other kinds} that programs put into the ring of a {@link
 * ProcessSensor}: they come in order with execs and exits, so whoever did something is known. Called by the sensor's thread.
 */
public interface RecordExtension {
    /**
     * Reads one, in the ring itself: nothing of it may be kept.
     *
     * @param memory the ring
     * @param offset where it begins
     * @param length its bytes
     */
    void record(MemorySegment memory, long offset, int length);

    /** No more records follow for the moment. */
    void flush();
}
