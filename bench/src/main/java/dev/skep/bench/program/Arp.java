package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;

/** An ARP packet for Ethernet and IPv4. */
interface Arp extends Struct {
    /** An {@link #operation}. */
    int REQUEST = 1;

    @Length(6)
    Bytes kinds();

    @BigEndian
    @U16
    int operation();

    @Length(6)
    Bytes senderHardware();

    @Length(4)
    Bytes sender();

    @Length(6)
    Bytes targetHardware();

    @Length(4)
    Bytes target();
}
