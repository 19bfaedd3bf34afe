package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;

/** A record that has its place on the program's stack: nothing in it is longer than some numbers. */
public interface SmallRecord extends PolicyRecord {
    /** Bytes of {@link #data()}. */
    int DATA = 160;

    /** See {@link PolicyRecord}. */
    @Length(DATA)
    Bytes data();
}
