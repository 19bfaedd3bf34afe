package dev.skep.bench.program;

import dev.skep.bpf.memory.Struct;

/** What is remembered from the start of an open to its end. */
interface OpenArguments extends Struct {
    long name();

    void name(long address);

    int flags();

    void flags(int bits);
}
