package dev.skep.bpf.asm;

/** How wide a load or store is (RFC 9669, section 5). */
public enum AccessSize {
    /** BPF_B, one byte. */
    BYTE(0x10, 1),
    /** BPF_H, two bytes. */
    HALF(0x08, 2),
    /** BPF_W, four bytes. */
    WORD(0x00, 4),
    /** BPF_DW, eight bytes. */
    DOUBLE(0x18, 8);

    /** The bits of the size in the opcode. */
    static final int MASK = 0x18;

    private final int code;
    private final int bytes;

    AccessSize(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The size's bits in the opcode. */
    public int code() {
        return code;
    }

    /** The width in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The size of this many bytes. */
    public static AccessSize ofBytes(int bytes) {
        return switch (bytes) {
            case 1 -> BYTE;
            case 2 -> HALF;
            case 4 -> WORD;
            case 8 -> DOUBLE;
            default -> throw new IllegalArgumentException("no access of " + bytes + " bytes: 1, 2, 4 or 8");
        };
    }

    /** The size in an opcode of a load or store. */
    static AccessSize ofOpcode(int opcode) {
        return switch (opcode & MASK) {
            case 0x10 -> BYTE;
            case 0x08 -> HALF;
            case 0x00 -> WORD;
            default -> DOUBLE;
        };
    }
}
