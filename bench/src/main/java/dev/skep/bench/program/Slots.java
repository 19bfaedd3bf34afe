package dev.skep.bench.program;

import dev.skep.bpf.memory.AtomicAdd;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;

/** A histogram by powers of two. */
interface Slots extends Struct {
    /** How many there are. */
    int COUNT = 32;

    @Length(COUNT)
    long slots(int index);

    void slots(int index, long value);

    @AtomicAdd("slots")
    void addSlots(int index, long by);
}
