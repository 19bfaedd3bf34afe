package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;

/** A connection or datagram for one of several sockets, {@code struct sk_reuseport_md}. */
public interface SkReuseportContext extends Struct {
    /** SK_DROP: refused. */
    int DROP = 0;

    /** SK_PASS: goes to the socket that was chosen, or to the one that the kernel's hash finds. */
    int PASS = 1;

    /** Bytes of the packet from the transport header on. */
    int length();

    /** The protocol above Ethernet: ETH_P_IP (0x0800), ETH_P_IPV6 (0x86dd). */
    int etherType();

    /** IPPROTO_TCP (6), IPPROTO_UDP (17). */
    int protocol();

    /** 1 if the sockets are bound to every address of the machine. */
    int boundToAny();

    /** The kernel's hash of both addresses and ports. */
    int hash();
}
