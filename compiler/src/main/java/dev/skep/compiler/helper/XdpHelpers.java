package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.XdpContext;

/**
 * The kernel's helpers for packets before the network stack under their names in Java form. They exist in the kernel only: called on the JVM each throws
 * {@link UnsupportedOperationException}.
 */
public final class XdpHelpers {
    private XdpHelpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /** Moves the packet's start by {@code difference} bytes, negative to make room for a header. 0, or a negative errno. */
    @Helper(id = 44, name = "bpf_xdp_adjust_head", passes = "$0 $1", since = "4.10", programs = ProgramType.XDP)
    @ChangesPacket
    public static int xdpAdjustHead(XdpContext packet, int difference) {
        throw kernelOnly();
    }

    /** Moves the packet's end by {@code difference} bytes, negative to cut it. 0, or a negative errno. */
    @Helper(id = 65, name = "bpf_xdp_adjust_tail", passes = "$0 $1", since = "4.18", programs = ProgramType.XDP)
    @ChangesPacket
    public static int xdpAdjustTail(XdpContext packet, int difference) {
        throw kernelOnly();
    }

    /**
     * Moves the start of the bytes before the packet that go along with it ({@link XdpContext#meta}), negative to make room; multiples of
     * 4, at most 32 bytes in all. 0, or a negative errno; EOPNOTSUPP where the driver cannot.
     */
    @Helper(id = 54, name = "bpf_xdp_adjust_meta", passes = "$0 $1", since = "4.15", programs = ProgramType.XDP)
    @ChangesPacket
    public static int xdpAdjustMeta(XdpContext packet, int difference) {
        throw kernelOnly();
    }

    /** Bytes of the packet with all fragments. */
    @Helper(
            id = 188,
            name = "bpf_xdp_get_buff_len",
            passes = "$0",
            since = "5.18",
            programs = {ProgramType.XDP, ProgramType.TRACING, ProgramType.SYSCALL, ProgramType.LSM})
    public static long xdpGetBuffLen(XdpContext packet) {
        throw kernelOnly();
    }

    /** Copies bytes of the packet, from all its fragments, until {@code to} is full. 0, or a negative errno. */
    @Helper(
            id = 189,
            name = "bpf_xdp_load_bytes",
            passes = "$0 $1 $2 sizeof($2)",
            since = "5.18",
            programs = ProgramType.XDP)
    public static int xdpLoadBytes(XdpContext packet, int offset, Bytes to) {
        throw kernelOnly();
    }

    /** Overwrites bytes of the packet, in all its fragments. 0, or a negative errno. */
    @Helper(
            id = 190,
            name = "bpf_xdp_store_bytes",
            passes = "$0 $1 $2 sizeof($2)",
            since = "5.18",
            programs = ProgramType.XDP)
    public static int xdpStoreBytes(XdpContext packet, int offset, Bytes from) {
        throw kernelOnly();
    }
}
