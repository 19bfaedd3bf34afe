package dev.skep.bench.program;

import dev.skep.bpf.memory.Struct;

/** What went by. */
interface Traffic extends Struct {
    long packets();

    void packets(long count);

    long bytes();

    void bytes(long count);
}
