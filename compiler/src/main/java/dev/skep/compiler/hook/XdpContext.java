package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/** A packet at XDP, {@code struct xdp_md}. */
public interface XdpContext extends PacketContext {
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

    @Override
    <T extends Struct> @Nullable T at(int offset, Class<T> type);

    /**
     * The bytes right before the packet that {@link dev.skep.compiler.helper.XdpHelpers#xdpAdjustMeta} made room for, or null if there
     * are fewer than {@code type} needs. They go along with the packet: a program at traffic control reads them by
     * {@link TcContext#meta}.
     */
    <T extends Struct> @Nullable T meta(Class<T> type);

    /** Bytes from the packet's start to its end, without fragments beyond the first page. */
    int length();

    /** Index of the device that received the packet. */
    int ifindex();

    /** Receive queue. */
    int queue();
}
