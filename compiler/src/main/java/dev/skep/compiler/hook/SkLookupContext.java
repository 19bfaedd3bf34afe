package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;

/** A connection or datagram that looks for a socket, {@code struct bpf_sk_lookup}; numbers in the machine's byte order. */
public interface SkLookupContext extends Struct {
    /** SK_DROP: refused, as if nobody listened. */
    int DROP = 0;

    /** SK_PASS: goes to the socket that was assigned, or to the one that the kernel finds. */
    int PASS = 1;

    /** A number of the socket that was assigned; 0 if none was. */
    long cookie();

    /** AF_INET (2), AF_INET6 (10). */
    int family();

    /** IPPROTO_TCP (6), IPPROTO_UDP (17). */
    int protocol();

    /** The sender's IPv4 address. */
    int remoteIp4();

    /** One of the four words of the sender's IPv6 address; {@code index} known at load time. */
    int remoteIp6(int index);

    /** The sender's port. */
    int remotePort();

    /** The IPv4 address that it is for. */
    int localIp4();

    /** One of the four words of the IPv6 address that it is for; {@code index} known at load time. */
    int localIp6(int index);

    /** The port that it is for. */
    int localPort();

    /** Index of the device it came by. Since Linux 5.17. */
    int ingressIfindex();
}
