package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/** A packet at XDP. */
public interface XdpContext extends Struct {
    /** XDP_ABORTED: drop, and tell the tracepoint xdp_exception. */
    int ABORTED = 0;

    /** XDP_DROP: the packet is gone. */
    int DROP = 1;

    /** XDP_PASS: the packet goes on to the kernel's network stack. */
    int PASS = 2;

    /** XDP_TX: the packet leaves by the device it came from. */
    int TX = 3;

    /** XDP_REDIRECT: the packet goes where a redirect helper said. */
    int REDIRECT = 4;

    /**
     * The header {@code type} at {@code offset} bytes from the packet's start, or null where the packet ends before the header does.
     * An offset that is known only at run time must be seen to be small and not negative: mask it.
     */
    <T extends Struct> @Nullable T at(int offset, Class<T> type);

    /** Bytes from the packet's start to its end, without fragments beyond the first page. */
    int length();

    /** Index of the device that received the packet. */
    int ifindex();

    /** Receive queue. */
    int queue();
}
