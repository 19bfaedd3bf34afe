package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.Pointer.Nullability;
import org.jspecify.annotations.Nullable;

/** What kind of memory a {@link Pointer} points into; it decides which instructions read it. */
public enum Region {
    /** The program's context: constant offsets only. */
    CONTEXT,
    /** The context of a program that user space runs by itself: its own struct, written by both. */
    SHARED_CONTEXT,
    /** A kernel object with a BTF type: plain loads, a stale pointer reads as zero. */
    KERNEL_TYPED,
    /** A kernel address without a type the verifier knows: read through bpf_probe_read_kernel. */
    KERNEL_RAW,
    /** An address of the traced process: read through bpf_probe_read_user. */
    USER,
    /** A map's value. */
    MAP_VALUE,
    /** A reserved ring buffer record. */
    RING_RECORD,
    /** The program's stack. */
    STACK,
    /** Packet bytes whose bounds were checked. */
    PACKET,
    /** The same where this kind of program may not change the packet. */
    PACKET_READ_ONLY;

    /** Whether stores are allowed. */
    public boolean writable() {
        return switch (this) {
            case SHARED_CONTEXT, MAP_VALUE, RING_RECORD, STACK, PACKET -> true;
            case CONTEXT, KERNEL_TYPED, KERNEL_RAW, USER, PACKET_READ_ONLY -> false;
        };
    }

    /** What a pointer is that is of either kind, or null where nothing can be both. */
    static @Nullable Region either(Region a, Region b) {
        if (a == b) return a;
        boolean kernel = (a == KERNEL_TYPED || a == KERNEL_RAW) && (b == KERNEL_TYPED || b == KERNEL_RAW);
        return kernel ? KERNEL_RAW : null;
    }

    /** What a pointer leads to that is read from here; {@code typed} says whether its BTF type is known. */
    Region behindPointer(boolean typed) {
        if (this == USER) return USER;
        return typed && this == KERNEL_TYPED ? KERNEL_TYPED : KERNEL_RAW;
    }

    /** How a pointer of this kind is treated that may be null. */
    Nullability whenNull() {
        return this == KERNEL_TYPED || probed() ? Nullability.TOLERATED : Nullability.UNCHECKED;
    }

    /** Whether it is a part of the packet. */
    boolean inPacket() {
        return this == PACKET || this == PACKET_READ_ONLY;
    }

    /** Whether reading needs a helper call. */
    public boolean probed() {
        return this == KERNEL_RAW || this == USER;
    }
}
