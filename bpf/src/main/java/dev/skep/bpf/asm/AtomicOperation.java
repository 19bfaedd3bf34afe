package dev.skep.bpf.asm;

import org.jspecify.annotations.Nullable;

/**
 * What an atomic instruction does; its code is the instruction's immediate (RFC 9669, section 5.3).
 *
 * <p>Operations on four and eight bytes. Those with FETCH in the name leave the old value in the source register.
 */
public enum AtomicOperation {
    /** BPF_ADD. */
    ADD(0x00, "+="),
    /** BPF_OR (Linux 5.12). */
    OR(0x40, "|="),
    /** BPF_AND (Linux 5.12). */
    AND(0x50, "&="),
    /** BPF_XOR (Linux 5.12). */
    XOR(0xa0, "^="),
    /** BPF_ADD | BPF_FETCH (Linux 5.12). */
    FETCH_ADD(0x01, "add"),
    /** BPF_OR | BPF_FETCH (Linux 5.12). */
    FETCH_OR(0x41, "or"),
    /** BPF_AND | BPF_FETCH (Linux 5.12). */
    FETCH_AND(0x51, "and"),
    /** BPF_XOR | BPF_FETCH (Linux 5.12). */
    FETCH_XOR(0xa1, "xor"),
    /** BPF_XCHG: memory and source register change places (Linux 5.12). */
    XCHG(0xe1, "xchg"),
    /** BPF_CMPXCHG: stores the source if memory equals r0; r0 becomes the old value (Linux 5.12). */
    CMPXCHG(0xf1, "cmpxchg"),
    /** BPF_LOAD_ACQ: load with acquire ordering, here the source register is the base (Linux 6.15). */
    LOAD_ACQUIRE(0x100, "load_acquire"),
    /** BPF_STORE_REL: store with release ordering (Linux 6.15). */
    STORE_RELEASE(0x110, "store_release");

    private static final AtomicOperation[] VALUES = values();

    private final int code;
    private final String symbol;

    AtomicOperation(int code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }

    /** The instruction's immediate. */
    public int code() {
        return code;
    }

    /** The operator or word that the kernel prints. */
    public String symbol() {
        return symbol;
    }

    /** The operation with this immediate, or {@code null} for none. */
    static @Nullable AtomicOperation ofImmediate(int immediate) {
        for (AtomicOperation operation : VALUES) {
            if (operation.code == immediate) {
                return operation;
            }
        }
        return null;
    }
}
