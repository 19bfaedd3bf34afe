package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;

/** The header of a packet without options. */
interface Ipv4 extends Struct {
    /** Bytes of this header. */
    int BYTES = 20;

    /** A {@link #protocol}. */
    int ICMP = 1;

    /** A {@link #protocol}. */
    int TCP = 6;

    /** A {@link #protocol}. */
    int UDP = 17;

    @U8
    int versionAndWords();

    @U8
    int service();

    @BigEndian
    @U16
    int length();

    @BigEndian
    @U16
    int identification();

    @BigEndian
    @U16
    int fragment();

    @U8
    int hops();

    @U8
    int protocol();

    @BigEndian
    @U16
    int checksum();

    @BigEndian
    int source();

    @BigEndian
    int destination();
}
