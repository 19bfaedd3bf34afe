package dev.skep.bpf.memory;

/** Fields that other structs begin with. */
interface SampleHeader extends Struct {

    @U8
    int kind();

    void kind(int v);
}
