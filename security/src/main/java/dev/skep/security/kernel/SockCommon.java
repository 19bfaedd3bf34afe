package dev.skep.security.kernel;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** What all kinds of sockets have: include/net/sock.h. */
@KernelStruct("sock_common")
public interface SockCommon extends Struct {
    /** {@code AF_}. */
    int skc_family();

    /** {@code TCP_}. */
    int skc_state();

    /** The port here. */
    int skc_num();

    /** The port there. */
    @BigEndian
    int skc_dport();

    /** The IPv4 address here. */
    @BigEndian
    int skc_rcv_saddr();

    /** The IPv4 address there. */
    @BigEndian
    int skc_daddr();

    /** The IPv6 address here. */
    Ip6Address skc_v6_rcv_saddr();

    /** The IPv6 address there. */
    Ip6Address skc_v6_daddr();
}
