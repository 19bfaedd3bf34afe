package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/** A packet of a cgroup's socket, which begins with the IP header. Its bytes may be read, not changed. */
public interface CgroupSkbContext extends SkbContext, PacketContext {
    /** The packet is gone; its sender sees EPERM. */
    int DENY = 0;

    /** The packet passes. */
    int ALLOW = 1;

    /** At egress: the packet is gone and the sender sees that, as at congestion. */
    int DENY_CONGESTED = 2;

    /** At egress: the packet passes and the sender is told of congestion. */
    int ALLOW_CONGESTED = 3;

    @Override
    <T extends Struct> @Nullable T at(int offset, Class<T> type);

    /** Sets the mark that routing rules and netfilter see. */
    void mark(int value);

    /** Sets the priority for queueing. */
    void priority(int value);

    /** AF_INET (2), AF_INET6 (10). */
    int family();

    /** The peer's IPv4 address. */
    int remoteIp4();

    /** The socket's IPv4 address. */
    int localIp4();

    /** One of the four words of the peer's IPv6 address; {@code index} known at load time. */
    int remoteIp6(int index);

    /** One of the four words of the socket's IPv6 address; {@code index} known at load time. */
    int localIp6(int index);

    /** The peer's port. */
    int remotePort();

    /** The socket's port. */
    int localPort();

    /** The socket, or null if the packet has none. Since Linux 5.1. */
    @Nullable
    BpfSock socket();
}
