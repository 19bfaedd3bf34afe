package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;

/** What the headers of TCP and UDP begin with. */
interface Ports extends Struct {
    @BigEndian
    @U16
    int source();

    @BigEndian
    @U16
    int destination();
}
