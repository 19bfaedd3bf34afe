package dev.skep.bench.program;

import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U8;

/** The first byte of a TCP option. */
interface OptionKind extends Struct {
    /** The last one. */
    int END = 0;

    /** One byte of padding. */
    int NOTHING = 1;

    /** Timestamps. */
    int TIMESTAMPS = 8;

    @U8
    int kind();
}
