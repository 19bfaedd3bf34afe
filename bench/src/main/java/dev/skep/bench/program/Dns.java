package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;

/** UDP and behind it the begin of DNS. */
interface Dns extends Struct {
    /** The port of servers. */
    int PORT = 53;

    /** A bit of {@link #flags}. */
    int RESPONSE = 0x8000;

    @BigEndian
    @U16
    int source();

    @BigEndian
    @U16
    int destination();

    @BigEndian
    @U16
    int length();

    @BigEndian
    @U16
    int checksum();

    @BigEndian
    @U16
    int id();

    @BigEndian
    @U16
    int flags();

    @BigEndian
    @U16
    int questions();
}
