package dev.skep.bpf.asm;

/** The text of loads, stores and atomic operations. */
final class MemoryText {

    private MemoryText() {}

    static String of(long word) {
        int opcode = InstructionWord.opcode(word);
        int mode = opcode & Opcode.MODE_MASK;
        int dst = InstructionWord.destination(word);
        int src = InstructionWord.source(word);
        return switch (InstructionWord.instructionClass(word)) {
            case Opcode.LDX ->
                switch (mode) {
                    case Opcode.MEM -> "r" + dst + " = *" + place("u", word, src);
                    case Opcode.MEMSX -> "r" + dst + " = *" + place("s", word, src);
                    default -> Disassembler.unknown(word);
                };
            case Opcode.ST ->
                mode == Opcode.MEM
                        ? "*" + place("u", word, dst) + " = " + InstructionWord.immediate(word)
                        : Disassembler.unknown(word);
            default ->
                switch (mode) {
                    case Opcode.MEM -> "*" + place("u", word, dst) + " = r" + src;
                    case Opcode.ATOMIC -> atomic(word);
                    default -> Disassembler.unknown(word);
                };
        };
    }

    private static String atomic(long word) {
        AtomicOperation operation = AtomicOperation.ofImmediate(InstructionWord.immediate(word));
        if (operation == null) {
            return Disassembler.unknown(word);
        }
        int dst = InstructionWord.destination(word);
        int src = InstructionWord.source(word);
        String place = place("u", word, dst);
        String prefix =
                AccessSize.ofOpcode(InstructionWord.opcode(word)) == AccessSize.DOUBLE ? "atomic64_" : "atomic_";
        return switch (operation) {
            case ADD, OR, AND, XOR -> "lock *" + place + " " + operation.symbol() + " r" + src;
            case FETCH_ADD, FETCH_OR, FETCH_AND, FETCH_XOR ->
                "r" + src + " = " + prefix + "fetch_" + operation.symbol() + "(" + place + ", r" + src + ")";
            case XCHG -> "r" + src + " = " + prefix + "xchg(" + place + ", r" + src + ")";
            case CMPXCHG -> "r0 = " + prefix + "cmpxchg(" + place + ", r0, r" + src + ")";
            case LOAD_ACQUIRE -> "r" + dst + " = load_acquire(" + place("u", word, src) + ")";
            case STORE_RELEASE -> "store_release(" + place + ", r" + src + ")";
        };
    }

    /** The legacy loads from the packet, of class LD. */
    static String packetLoad(long word) {
        String type = "r0 = *(u" + bits(word) + " *)skb[";
        return switch (InstructionWord.opcode(word) & Opcode.MODE_MASK) {
            case Opcode.ABS -> type + InstructionWord.immediate(word) + "]";
            case Opcode.IND ->
                type + "r" + InstructionWord.source(word) + " + " + InstructionWord.immediate(word) + "]";
            default -> Disassembler.unknown(word);
        };
    }

    private static String place(String sign, long word, int base) {
        return "(" + sign + bits(word) + " *)(r" + base + " " + Disassembler.signed(InstructionWord.offset(word)) + ")";
    }

    private static int bits(long word) {
        return 8 * AccessSize.ofOpcode(InstructionWord.opcode(word)).bytes();
    }
}
