package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;

/** What follows an Ethernet type of 802.1Q or 802.1ad. */
interface VlanTag extends Struct {
    /** Bytes of it. */
    int BYTES = 4;

    /** Most tags that are looked through. */
    int MOST = 2;

    @BigEndian
    @U16
    int priorityAndId();

    @BigEndian
    @U16
    int type();
}
