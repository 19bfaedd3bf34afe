package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;

/** A record with texts, in memory of the processor; what follows its data is not sent. */
public interface LargeRecord extends PolicyRecord {
    /** Bytes of {@link #data()}. */
    int DATA = 16 << 10;

    /** Most bytes of a path ({@code PATH_MAX}). */
    int PATH_BYTES = 4096;

    /** Room behind a path for one that is put in front of it, as the verifier counts. */
    int NAME_BYTES = 256;

    /** See {@link PolicyRecord}. */
    @Length(DATA)
    Bytes data();

    /** A path, which grows from the end to the start. */
    @Length(PATH_BYTES + NAME_BYTES)
    Bytes path();

    /** Where in {@link #path()} it begins. */
    int pathStart();

    /** Sets it. */
    void pathStart(int offset);

    /** What is wrong with it: bits of {@link dev.skep.security.policy.event.FileName}. */
    int pathFlags();

    /** Sets them. */
    void pathFlags(int bits);

    /** The directory that the walk has come to. */
    long dentry();

    /** Sets it. */
    void dentry(long address);

    /** Its mount. */
    long mount();

    /** Sets it. */
    void mount(long address);
}
