package dev.skep.bench.program;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;

/** The fixed header of an IPv6 packet. */
interface Ipv6 extends Struct {
    /** Bytes of this header. */
    int BYTES = 40;

    /** A {@link #next}: hop-by-hop options. */
    int HOP_BY_HOP = 0;

    /** A {@link #next}: routing. */
    int ROUTING = 43;

    /** A {@link #next}: options for the destination. */
    int DESTINATION = 60;

    /** A {@link #next}: ICMPv6. */
    int ICMP = 58;

    @BigEndian
    int versionAndFlow();

    @BigEndian
    @U16
    int length();

    @U8
    int next();

    @U8
    int hops();

    @Length(16)
    Bytes source();

    @Length(16)
    Bytes destination();
}
