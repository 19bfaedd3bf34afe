package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;

/** A socket as programs may read it, {@code struct bpf_sock}; numbers in the machine's byte order. */
public interface BpfSock extends Struct {
    /** Index of the device it is bound to; 0 for none. */
    int boundIfindex();

    /** AF_INET (2), AF_INET6 (10). */
    int family();

    /** SOCK_STREAM (1), SOCK_DGRAM (2). */
    int type();

    /** IPPROTO_TCP (6), IPPROTO_UDP (17), ... */
    int protocol();

    /** The mark of its packets. */
    int mark();

    /** The priority of its packets. */
    int priority();

    /** Its own IPv4 address. */
    int sourceIp4();

    /** One of the four words of its own IPv6 address; {@code index} known at load time. */
    int sourceIp6(int index);

    /** Its own port. */
    int sourcePort();

    /** The peer's IPv4 address. */
    int destinationIp4();

    /** One of the four words of the peer's IPv6 address; {@code index} known at load time. */
    int destinationIp6(int index);

    /** The peer's port. */
    int destinationPort();

    /** TCP_ESTABLISHED (1), TCP_LISTEN (10), ... */
    int state();
}
