package dev.skep.compiler.internal.ir;

/** The width in which an operation computes: eBPF's ALU32 (upper half of the result is zero) or ALU64. */
public enum Width {
    W32,
    W64;

    /** The width in bits. */
    public int bits() {
        return this == W32 ? 32 : 64;
    }
}
