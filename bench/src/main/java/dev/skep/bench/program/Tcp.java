package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;

/** The header of a TCP segment without options. */
interface Tcp extends Struct {
    /** A bit of {@link #flags}. */
    int SYN = 2;

    /** A bit of {@link #flags}. */
    int RST = 4;

    /** A bit of {@link #flags}. */
    int ACK = 16;

    @BigEndian
    @U16
    int source();

    @BigEndian
    @U16
    int destination();

    @BigEndian
    int sequence();

    @BigEndian
    int acknowledgement();

    @U8
    int words();

    @U8
    int flags();

    @BigEndian
    @U16
    int window();

    @BigEndian
    @U16
    int checksum();

    @BigEndian
    @U16
    int urgent();
}
