package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;

/** As much of a {@link LargeRecord} as is kept while its function runs. */
public interface PendingRecord extends PolicyRecord {
    /** Bytes of {@link #data()}: two texts of the greatest length, and more. */
    int DATA = 10 << 10;

    /** See {@link PolicyRecord}. */
    @Length(DATA)
    Bytes data();
}
