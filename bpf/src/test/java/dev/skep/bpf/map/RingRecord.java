package dev.skep.bpf.map;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;

/** A record of 64 bytes. */
interface RingRecord extends Struct {
    long number();

    long complement();

    @Length(48)
    Bytes rest();
}
