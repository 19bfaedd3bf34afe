package dev.skep.bench.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;

/** The name of a thread, as a key. */
interface Comm extends Struct {
    @Length(16)
    Bytes name();
}
