package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/** Data that a socket in a map has received. */
public interface SkSkbContext extends SkbContext, PacketContext {
    /** SK_DROP: gone. */
    int DROP = 0;

    /** SK_PASS: goes to the socket, or where a redirect helper said. */
    int PASS = 1;

    @Override
    <T extends Struct> @Nullable T at(int offset, Class<T> type);

    /** AF_INET (2), AF_INET6 (10). */
    int family();

    /** The peer's IPv4 address. */
    int remoteIp4();

    /** The socket's IPv4 address. */
    int localIp4();

    /** The peer's port. */
    int remotePort();

    /** The socket's port. */
    int localPort();
}
