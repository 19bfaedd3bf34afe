package dev.skep.bpf.asm;

import org.jspecify.annotations.Nullable;

/**
 * Arithmetic with two operands, for both widths (RFC 9669, section 4.1).
 *
 * <p>Negation and byte swaps have one operand and their own encoders in {@link Instructions}. Shifts use the low
 * five or six bits of their count, as Java's do. {@link #DIV} and {@link #MOD} are unsigned; the signed forms (since
 * Linux 6.6) are {@link Instructions#signedAlu64} and its kin. Division by zero gives zero, and the remainder of a
 * division by zero is the dividend.
 */
public enum AluOperation {
    /** BPF_ADD. */
    ADD(0x00, "+="),
    /** BPF_SUB. */
    SUB(0x10, "-="),
    /** BPF_MUL. */
    MUL(0x20, "*="),
    /** BPF_DIV. */
    DIV(0x30, "/="),
    /** BPF_OR. */
    OR(0x40, "|="),
    /** BPF_AND. */
    AND(0x50, "&="),
    /** BPF_LSH, shift left. */
    LSH(0x60, "<<="),
    /** BPF_RSH, logical shift right. */
    RSH(0x70, ">>="),
    /** BPF_MOD. */
    MOD(0x90, "%="),
    /** BPF_XOR. */
    XOR(0xa0, "^="),
    /** BPF_MOV. */
    MOV(0xb0, "="),
    /** BPF_ARSH, arithmetic shift right. */
    ARSH(0xc0, "s>>=");

    /** BPF_NEG: one operand, {@link Instructions#neg64}. */
    static final int NEG = 0x80;

    /** BPF_END: one operand, {@link Instructions#toBigEndian} and its kin. */
    static final int END = 0xd0;

    private static final AluOperation[] VALUES = values();

    private final int code;
    private final String symbol;

    AluOperation(int code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }

    /** The operation's bits in the opcode. */
    public int code() {
        return code;
    }

    /** The assignment operator that the kernel prints. */
    public String symbol() {
        return symbol;
    }

    /** Whether the operands may change places. */
    public boolean commutative() {
        return this == ADD || this == MUL || this == OR || this == AND || this == XOR;
    }

    /** The operation with these bits in the opcode, or {@code null} for none. */
    static @Nullable AluOperation ofOpcode(int opcode) {
        for (AluOperation operation : VALUES) {
            if (operation.code == (opcode & Opcode.OPERATION_MASK)) {
                return operation;
            }
        }
        return null;
    }
}
