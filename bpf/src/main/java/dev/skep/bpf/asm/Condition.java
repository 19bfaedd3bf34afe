package dev.skep.bpf.asm;

import org.jspecify.annotations.Nullable;

/** What a conditional jump tests, destination first (RFC 9669, section 4.3). */
public enum Condition {
    /** BPF_JEQ: equal. */
    EQ(0x10, "=="),
    /** BPF_JGT: unsigned greater. */
    GT(0x20, ">"),
    /** BPF_JGE: unsigned greater or equal. */
    GE(0x30, ">="),
    /** BPF_JSET: some bit is set in both. */
    SET(0x40, "&"),
    /** BPF_JNE: not equal. */
    NE(0x50, "!="),
    /** BPF_JSGT: signed greater. */
    SGT(0x60, "s>"),
    /** BPF_JSGE: signed greater or equal. */
    SGE(0x70, "s>="),
    /** BPF_JLT: unsigned less (Linux 4.14). */
    LT(0xa0, "<"),
    /** BPF_JLE: unsigned less or equal (Linux 4.14). */
    LE(0xb0, "<="),
    /** BPF_JSLT: signed less (Linux 4.14). */
    SLT(0xc0, "s<"),
    /** BPF_JSLE: signed less or equal (Linux 4.14). */
    SLE(0xd0, "s<=");

    private static final Condition[] VALUES = values();

    private final int code;
    private final String symbol;

    Condition(int code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }

    /** The condition's bits in the opcode. */
    public int code() {
        return code;
    }

    /** The operator that the kernel prints. */
    public String symbol() {
        return symbol;
    }

    /**
     * The condition that holds exactly when this one does not.
     *
     * @throws UnsupportedOperationException for {@link #SET}, which has no opposite in the instruction set
     */
    public Condition negated() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case GT -> LE;
            case LE -> GT;
            case GE -> LT;
            case LT -> GE;
            case SGT -> SLE;
            case SLE -> SGT;
            case SGE -> SLT;
            case SLT -> SGE;
            case SET -> throw new UnsupportedOperationException("no instruction jumps when no bit is set");
        };
    }

    /** The condition that gives the same answer when the operands change places. */
    public Condition swapped() {
        return switch (this) {
            case EQ, NE, SET -> this;
            case GT -> LT;
            case LT -> GT;
            case GE -> LE;
            case LE -> GE;
            case SGT -> SLT;
            case SLT -> SGT;
            case SGE -> SLE;
            case SLE -> SGE;
        };
    }

    /** The condition with these bits in the opcode, or {@code null} for none. */
    static @Nullable Condition ofOpcode(int opcode) {
        for (Condition condition : VALUES) {
            if (condition.code == (opcode & Opcode.OPERATION_MASK)) {
                return condition;
            }
        }
        return null;
    }
}
