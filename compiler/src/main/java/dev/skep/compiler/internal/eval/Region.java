package dev.skep.compiler.internal.eval;

/** What kind of memory a {@link Pointer} points into; it decides which instructions read it. */
public enum Region {
    /** The program's context: constant offsets only. */
    CONTEXT,
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
    PACKET;

    /** Whether stores are allowed. */
    public boolean writable() {
        return switch (this) {
            case MAP_VALUE, RING_RECORD, STACK, PACKET -> true;
            case CONTEXT, KERNEL_TYPED, KERNEL_RAW, USER -> false;
        };
    }

    /** Whether reading needs a helper call. */
    public boolean probed() {
        return this == KERNEL_RAW || this == USER;
    }
}
