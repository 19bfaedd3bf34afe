package dev.skep.compiler.hook;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;

/** What a packet's headers say of its flow, {@code struct bpf_flow_keys}; numbers in the machine's byte order. */
public interface FlowKeys extends Struct {
    /** Bytes from the packet's start to the network header. */
    @U16
    int networkOffset();

    /** Sets the bytes from the packet's start to the network header. */
    void networkOffset(int v);

    /** Bytes from the packet's start to the transport header. */
    @U16
    int transportOffset();

    /** Sets the bytes from the packet's start to the transport header. */
    void transportOffset(int v);

    /** The protocol of the addresses: 0x0800 for IPv4, 0x86dd for IPv6. */
    @U16
    int addressProtocol();

    /** Sets the protocol of the addresses. */
    void addressProtocol(int v);

    /** 1 for a fragment. */
    @U8
    int fragment();

    /** Sets whether it is a fragment. */
    void fragment(int v);

    /** 1 for the first of the fragments. */
    @U8
    int firstFragment();

    /** Sets whether it is the first of the fragments. */
    void firstFragment(int v);

    /** 1 for a packet inside another. */
    @U8
    int encapsulated();

    /** Sets whether it is a packet inside another. */
    void encapsulated(int v);

    /** IPPROTO_TCP (6), IPPROTO_UDP (17), ... */
    @U8
    int ipProtocol();

    /** Sets the protocol. */
    void ipProtocol(int v);

    /** The protocol behind the Ethernet header. */
    @BigEndian
    @U16
    int networkProtocol();

    /** Sets the protocol behind the Ethernet header. */
    void networkProtocol(int v);

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

    /** Both addresses in network order: of IPv4 the source in the first four bytes and the destination behind it, of IPv6 16 bytes each. */
    @Length(32)
    Bytes addresses();

    /** BPF_FLOW_DISSECTOR_F_...: what the kernel asks for. */
    int flags();

    /** The IPv6 flow label. */
    @BigEndian
    int flowLabel();

    /** Sets the IPv6 flow label. */
    void flowLabel(int v);
}
