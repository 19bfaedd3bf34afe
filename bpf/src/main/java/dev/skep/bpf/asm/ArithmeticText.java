package dev.skep.bpf.asm;

/** The text of instructions of the classes ALU and ALU64. */
final class ArithmeticText {

    private ArithmeticText() {}

    static String of(long word) {
        int opcode = InstructionWord.opcode(word);
        boolean wide = InstructionWord.instructionClass(word) == Opcode.ALU64;
        boolean fromRegister = (opcode & Opcode.X) != 0;
        String width = wide ? "r" : "w";
        int dst = InstructionWord.destination(word);
        if ((opcode & Opcode.OPERATION_MASK) == AluOperation.END) {
            String order = wide ? "bswap" : fromRegister ? "be" : "le";
            return "r" + dst + " = " + order + InstructionWord.immediate(word) + " r" + dst;
        }
        if ((opcode & Opcode.OPERATION_MASK) == AluOperation.NEG) {
            return width + dst + " = -" + width + dst;
        }
        AluOperation operation = AluOperation.ofOpcode(opcode);
        if (operation == null) {
            return Disassembler.unknown(word);
        }
        int variant = InstructionWord.offset(word);
        String symbol = operation.symbol();
        String cast = "";
        if (variant == 1 && (operation == AluOperation.DIV || operation == AluOperation.MOD)) {
            symbol = "s" + symbol;
        } else if (operation == AluOperation.MOV && fromRegister && (variant == 8 || variant == 16 || variant == 32)) {
            cast = "(s" + variant + ")";
        } else if (variant != 0) {
            return Disassembler.unknown(word);
        }
        String operand =
                fromRegister ? width + InstructionWord.source(word) : Integer.toString(InstructionWord.immediate(word));
        return width + dst + " " + symbol + " " + cast + operand;
    }
}
