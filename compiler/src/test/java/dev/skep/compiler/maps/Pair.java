package dev.skep.compiler.maps;

import dev.skep.bpf.memory.AtomicAdd;
import dev.skep.bpf.memory.Struct;

/** A struct with padding between its fields, as key, value or record. */
interface Pair extends Struct {
    int first();

    void first(int v);

    long second();

    void second(long v);

    @AtomicAdd("second")
    void addSecond(long by);
}
