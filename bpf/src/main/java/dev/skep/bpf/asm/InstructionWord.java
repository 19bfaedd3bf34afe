package dev.skep.bpf.asm;

/**
 * The fields of one 64-bit instruction word.
 *
 * <p>Layout of the {@code long}, which written little endian is {@code struct bpf_insn}: opcode in bits 0 to 7,
 * destination register in 8 to 11, source register in 12 to 15, signed offset in 16 to 31, signed immediate in 32 to
 * 63.
 */
public final class InstructionWord {

    private InstructionWord() {}

    /**
     * Puts the fields together.
     *
     * @throws IllegalArgumentException when a field does not fit its bits
     */
    public static long encode(int opcode, int destination, int source, int offset, int immediate) {
        if (((opcode & ~0xff) | (destination & ~0xf) | (source & ~0xf)) != 0 || (short) offset != offset) {
            throw new IllegalArgumentException("instruction fields out of range: opcode=" + opcode + " destination="
                    + destination + " source=" + source + " offset=" + offset);
        }
        return opcode
                | (long) destination << 8
                | (long) source << 12
                | (offset & 0xffffL) << 16
                | (long) immediate << 32;
    }

    /** The opcode, 0 to 255. */
    public static int opcode(long word) {
        return (int) word & 0xff;
    }

    /** The class of the opcode, for example {@link Opcode#ALU64}. */
    public static int instructionClass(long word) {
        return (int) word & Opcode.CLASS_MASK;
    }

    /** The destination register's number. */
    public static int destination(long word) {
        return (int) (word >>> 8) & 0xf;
    }

    /** The source register's number, or a {@link PseudoSource}. */
    public static int source(long word) {
        return (int) (word >>> 12) & 0xf;
    }

    /** The signed 16-bit offset: bytes of a memory access, instructions of a jump. */
    public static int offset(long word) {
        return (short) (word >>> 16);
    }

    /** The signed 32-bit immediate. */
    public static int immediate(long word) {
        return (int) (word >>> 32);
    }

    /** Whether this is the first word of the two that load a 64-bit immediate. */
    public static boolean isLoadImm64(long word) {
        return opcode(word) == Opcode.LOAD_IMM64;
    }

    /**
     * The same word with another offset.
     *
     * @throws IllegalArgumentException when the offset does not fit 16 bits
     */
    public static long withOffset(long word, int offset) {
        if ((short) offset != offset) {
            throw new IllegalArgumentException("offset " + offset + " does not fit 16 bits");
        }
        return (word & ~0xffff0000L) | (offset & 0xffffL) << 16;
    }

    /** The same word with another immediate. */
    public static long withImmediate(long word, int immediate) {
        return (word & 0xffffffffL) | (long) immediate << 32;
    }
}
