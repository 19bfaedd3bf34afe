package dev.skep.bpf.asm;

/**
 * The parts of the opcode byte, by the kernel's names (RFC 9669, sections 3 to 5).
 *
 * <p>The low three bits are the class. Arithmetic and jump classes add a source bit and an operation
 * ({@link AluOperation}, {@link Condition}); load and store classes add a size ({@link AccessSize}) and a mode.
 */
public final class Opcode {

    /** BPF_LD: non-standard loads, of which only the 64-bit immediate is in use today. */
    public static final int LD = 0x00;

    /** BPF_LDX: load from memory into a register. */
    public static final int LDX = 0x01;

    /** BPF_ST: store an immediate to memory. */
    public static final int ST = 0x02;

    /** BPF_STX: store a register to memory, and atomic operations. */
    public static final int STX = 0x03;

    /** BPF_ALU: 32-bit arithmetic; the upper half of the destination becomes zero. */
    public static final int ALU = 0x04;

    /** BPF_JMP: jumps that compare 64 bits, calls and exit. */
    public static final int JMP = 0x05;

    /** BPF_JMP32: jumps that compare the lower 32 bits (since Linux 5.1). */
    public static final int JMP32 = 0x06;

    /** BPF_ALU64: 64-bit arithmetic. */
    public static final int ALU64 = 0x07;

    /** The bits of the class. */
    public static final int CLASS_MASK = 0x07;

    /** BPF_K: the second operand is the immediate. */
    public static final int K = 0x00;

    /** BPF_X: the second operand is the source register. */
    public static final int X = 0x08;

    /** The bits of the operation in the arithmetic and jump classes. */
    public static final int OPERATION_MASK = 0xf0;

    /** BPF_JA: unconditional jump, by the offset in class JMP, by the immediate in class JMP32 (since Linux 6.6). */
    public static final int JA = 0x00;

    /** BPF_CALL: call of a helper, of a subprogram or of a kernel function, by the source register's value. */
    public static final int CALL = 0x80;

    /** BPF_EXIT: return from the program or subprogram. */
    public static final int EXIT = 0x90;

    /** BPF_JCOND: the {@code may_goto} jump, taken when its loop budget is used up (since Linux 6.9). */
    public static final int JCOND = 0xe0;

    /** The bits of the mode in the load and store classes. */
    public static final int MODE_MASK = 0xe0;

    /** BPF_IMM: the 64-bit immediate that takes two words. */
    public static final int IMM = 0x00;

    /** BPF_ABS: legacy packet access at a fixed offset. */
    public static final int ABS = 0x20;

    /** BPF_IND: legacy packet access at an offset in a register. */
    public static final int IND = 0x40;

    /** BPF_MEM: plain memory access; loads extend with zeroes. */
    public static final int MEM = 0x60;

    /** BPF_MEMSX: load with sign extension (since Linux 6.6). */
    public static final int MEMSX = 0x80;

    /** BPF_ATOMIC: atomic operation, named by the immediate ({@link AtomicOperation}). */
    public static final int ATOMIC = 0xc0;

    /** The first word of the 64-bit immediate load, BPF_LD | BPF_IMM | BPF_DW. */
    public static final int LOAD_IMM64 = 0x18;

    private Opcode() {}
}
