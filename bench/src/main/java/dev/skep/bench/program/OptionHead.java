package dev.skep.bench.program;

import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U8;

/** The first two bytes of a TCP option that has a length. */
interface OptionHead extends Struct {
    @U8
    int kind();

    @U8
    int length();
}
