package dev.skep.compiler.helper;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;

/** A question about a route and its answer, {@code struct bpf_fib_lookup}; addresses as bytes in network order, IPv4 in the first four. */
public interface FibLookup extends Struct {
    /** AF_INET (2) or AF_INET6 (10). */
    @U8
    int family();

    /** Sets the family. */
    void family(int v);

    /** IPPROTO_TCP (6), IPPROTO_UDP (17), ... */
    @U8
    int l4Protocol();

    /** Sets the protocol. */
    void l4Protocol(int v);

    /** The source port. */
    @BigEndian
    @U16
    int sourcePort();

    /** Sets the source port. */
    void sourcePort(int v);

    /** The destination port. */
    @BigEndian
    @U16
    int destinationPort();

    /** Sets the destination port. */
    void destinationPort(int v);

    /** In: the packet's length, 0 for no check. Out: the MTU. */
    @U16
    int length();

    /** Sets the packet's length. */
    void length(int v);

    /** In: the device the packet came by. Out: the one it leaves by. */
    int ifindex();

    /** Sets the device the packet came by. */
    void ifindex(int v);

    /** In: the type of service, or the flow label in network order. Out: the route's metric. */
    int serviceOrMetric();

    /** Sets the type of service. */
    void serviceOrMetric(int v);

    /** The source address. */
    @Length(16)
    Bytes source();

    /** The destination address; out: that of the next hop. */
    @Length(16)
    Bytes destination();

    /** In: the routing table with BPF_FIB_LOOKUP_TBID. Out: protocol and tag of a VLAN device. */
    int tableOrVlan();

    /** Sets the routing table. */
    void tableOrVlan(int v);

    /** Out: the Ethernet source address. */
    @Length(6)
    Bytes sourceMac();

    /** Out: the Ethernet destination address. */
    @Length(6)
    Bytes destinationMac();
}
