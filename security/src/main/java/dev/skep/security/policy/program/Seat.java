package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Struct;

/** One of several hooks that share a program. */
public interface Seat extends Struct {
    /** Where the counts of its rules begin. */
    int first();

    /** Sets it. */
    void first(int index);
}
