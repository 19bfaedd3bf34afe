package dev.skep.bench.program;

import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;

/** The header of an IPv4 packet as what its checksum is the sum of. */
interface HalfWords extends Struct {
    @U16
    @Length(10)
    int half(int index);
}
