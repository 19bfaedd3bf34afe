package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;

/** The header of a frame. */
interface Ethernet extends Struct {
    /** Bytes of this header. */
    int BYTES = 14;

    /** A {@link #type} (ETH_P_IP). */
    int IPV4 = 0x0800;

    @Length(6)
    Bytes destination();

    @Length(6)
    Bytes source();

    @BigEndian
    @U16
    int type();
}
