package dev.skep.security.policy.program;

import dev.skep.security.process.program.ProcessRecord;

/**
 * What is sent for each rule that matched, an {@link ProcessRecord#EXTENSION} in the ring of the process sensor; its data follow. They begin
 * with the fixed parts of all arguments that rules of the hook ask for, and what has no fixed length stands behind those: see {@link
 * ArgumentCode}. Of the fields of all records, those of the parent and the id in a namespace are not used, and {@link #code()} is the number
 * that user space knows the rule by.
 */
public interface PolicyRecord extends ProcessRecord {
    /** A {@link #sent()}: nothing was tried. */
    int NOT_TRIED = 1;

    /** Thread id. */
    int tid();

    /** Sets it. */
    void tid(int id);

    /** Bytes of data that are used. */
    int used();

    /** Sets it. */
    void used(int bytes);

    /** What sending a signal gave: 0, a negative errno, or {@link #NOT_TRIED}. */
    int sent();

    /** Sets it. */
    void sent(int result);

    /** What overriding the result gave, likewise; of eight bytes, so that data lie where numbers of eight bytes may. */
    long overridden();

    /** Sets it. */
    void overridden(long result);
}
