package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A socket: include/net/sock.h. */
@KernelStruct("sock")
public interface Sock extends Struct {
    /** What all kinds of sockets have. */
    SockCommon __sk_common();

    /** {@code SOCK_}. */
    int sk_type();

    /** {@code IPPROTO_}. */
    int sk_protocol();

    /** Mark of its packets. */
    int sk_mark();

    /** Priority of its packets. */
    int sk_priority();
}
