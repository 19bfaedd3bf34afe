package dev.skep.bpf.asm;

import java.util.ArrayList;
import java.util.List;

/**
 * Instruction words as text, in the form of the verifier's log and of {@code bpftool prog dump xlated}.
 *
 * <p>Jump targets are relative to the next instruction, {@code goto pc+3}, as there. Words that encode nothing known
 * are printed as {@code BUG_xx} with their opcode and never throw. Source of the form: {@code kernel/bpf/disasm.c}
 * v6.18. Immutable.
 */
public final class Disassembler {

    /** Names for what the instructions hold only as numbers. */
    public interface Symbols {

        /** A map whose descriptor or index is {@code immediate}, loaded by the word at {@code index}. */
        default String map(int index, int immediate) {
            return "map[fd:" + immediate + "]";
        }

        /** A helper by its number; in a program that the kernel has translated, by its distance. */
        default String helper(int number) {
            return HelperFunction.name(number);
        }

        /** A kernel function or variable by its BTF id. */
        default String kernelObject(int btfId) {
            return "btf_id:" + btfId;
        }
    }

    private static final Symbols NUMBERS = new Symbols() {};

    private final Symbols symbols;

    private Disassembler(Symbols symbols) {
        this.symbols = symbols;
    }

    /** A disassembler that prints numbers where the words hold numbers. */
    public static Disassembler plain() {
        return new Disassembler(NUMBERS);
    }

    /** A disassembler that asks {@code symbols} for names. */
    public static Disassembler with(Symbols symbols) {
        return new Disassembler(symbols);
    }

    /** One line for each instruction: number of its word, opcode in hexadecimal, text. */
    public List<String> lines(long[] code) {
        List<String> lines = new ArrayList<>(code.length);
        for (int index = 0; index < code.length; index++) {
            lines.add(line(code, index));
            if (InstructionWord.isLoadImm64(code[index])) {
                index++;
            }
        }
        return lines;
    }

    /** The line of the instruction that starts at {@code index}. */
    public String line(long[] code, int index) {
        return index + ": (" + hex(InstructionWord.opcode(code[index])) + ") " + text(code, index);
    }

    /** The text of the instruction that starts at {@code index}. */
    public String text(long[] code, int index) {
        long word = code[index];
        return switch (InstructionWord.instructionClass(word)) {
            case Opcode.ALU, Opcode.ALU64 -> ArithmeticText.of(word);
            case Opcode.JMP, Opcode.JMP32 -> jump(word);
            case Opcode.LD -> immediateLoad(code, index);
            default -> MemoryText.of(word);
        };
    }

    private String jump(long word) {
        int opcode = InstructionWord.opcode(word);
        boolean wide = InstructionWord.instructionClass(word) == Opcode.JMP;
        int immediate = InstructionWord.immediate(word);
        int offset = InstructionWord.offset(word);
        return switch (opcode & Opcode.OPERATION_MASK) {
            case Opcode.JA -> wide ? "goto pc" + signed(offset) : "gotol pc" + signed(immediate);
            case Opcode.CALL -> wide ? call(word) : unknown(word);
            case Opcode.EXIT -> wide ? "exit" : unknown(word);
            case Opcode.JCOND -> wide ? "may_goto pc" + signed(offset) : unknown(word);
            default -> conditionalJump(word, wide ? "r" : "w");
        };
    }

    private static String conditionalJump(long word, String width) {
        int opcode = InstructionWord.opcode(word);
        Condition condition = Condition.ofOpcode(opcode);
        if (condition == null) {
            return unknown(word);
        }
        String operand = (opcode & Opcode.X) != 0
                ? width + InstructionWord.source(word)
                : "0x" + Integer.toHexString(InstructionWord.immediate(word));
        return "if " + width + InstructionWord.destination(word) + " " + condition.symbol() + " " + operand + " goto pc"
                + signed(InstructionWord.offset(word));
    }

    private String call(long word) {
        int immediate = InstructionWord.immediate(word);
        return switch (InstructionWord.source(word)) {
            case PseudoSource.HELPER_CALL -> "call " + symbols.helper(immediate) + "#" + immediate;
            case PseudoSource.SUBPROGRAM_CALL -> "call pc" + signed(immediate);
            case PseudoSource.KERNEL_FUNCTION_CALL -> "call " + symbols.kernelObject(immediate) + "#" + immediate;
            default -> unknown(word);
        };
    }

    private String immediateLoad(long[] code, int index) {
        long word = code[index];
        if (!InstructionWord.isLoadImm64(word) || index + 1 >= code.length) {
            return MemoryText.packetLoad(word);
        }
        int low = InstructionWord.immediate(word);
        int high = InstructionWord.immediate(code[index + 1]);
        String operand = switch (InstructionWord.source(word)) {
            case PseudoSource.NONE -> "0x" + Long.toHexString((long) high << 32 | (low & 0xffffffffL));
            case PseudoSource.MAP_FD, PseudoSource.MAP_INDEX -> symbols.map(index, low);
            case PseudoSource.MAP_VALUE, PseudoSource.MAP_INDEX_VALUE -> symbols.map(index, low) + "[0]" + signed(high);
            case PseudoSource.BTF_ID -> symbols.kernelObject(low);
            case PseudoSource.FUNCTION -> "subprog[" + signed(low) + "]";
            default -> unknown(word);
        };
        return "r" + InstructionWord.destination(word) + " = " + operand;
    }

    static String signed(int number) {
        return number < 0 ? Integer.toString(number) : "+" + number;
    }

    static String hex(int opcode) {
        return opcode < 16 ? "0" + Integer.toHexString(opcode) : Integer.toHexString(opcode);
    }

    static String unknown(long word) {
        return "BUG_" + hex(InstructionWord.opcode(word));
    }
}
