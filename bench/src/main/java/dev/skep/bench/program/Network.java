package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;

/** The key of a table of networks. */
interface Network extends Struct {
    int bits();

    void bits(int count);

    @BigEndian
    int address();

    void address(int number);
}
