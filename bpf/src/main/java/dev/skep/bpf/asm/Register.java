package dev.skep.bpf.asm;

/** The numbers of the eleven registers and their part in a call (RFC 9669, section 2.1). */
public final class Register {

    /** BPF_REG_0: return value of calls and of the program. */
    public static final int R0 = 0;

    /** BPF_REG_1: first argument, lost in a call; the context at the program's entry. */
    public static final int R1 = 1;

    /** BPF_REG_2: second argument, lost in a call. */
    public static final int R2 = 2;

    /** BPF_REG_3: third argument, lost in a call. */
    public static final int R3 = 3;

    /** BPF_REG_4: fourth argument, lost in a call. */
    public static final int R4 = 4;

    /** BPF_REG_5: fifth argument, lost in a call. */
    public static final int R5 = 5;

    /** BPF_REG_6: kept across calls. */
    public static final int R6 = 6;

    /** BPF_REG_7: kept across calls. */
    public static final int R7 = 7;

    /** BPF_REG_8: kept across calls. */
    public static final int R8 = 8;

    /** BPF_REG_9: kept across calls. */
    public static final int R9 = 9;

    /** BPF_REG_10, also BPF_REG_FP: read-only frame pointer; the stack lies below it. */
    public static final int FP = 10;

    /** How many registers there are, MAX_BPF_REG. */
    public static final int COUNT = 11;

    private Register() {}
}
