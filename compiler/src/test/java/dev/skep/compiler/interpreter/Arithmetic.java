package dev.skep.compiler.interpreter;

import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.InstructionWord;
import dev.skep.bpf.asm.Opcode;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of the classes ALU and ALU64: {@code Documentation/bpf/standardization/instruction-set.rst} v6.18.
 *
 * <p>Division by zero gives zero, the remainder of it the dividend; shifts take the low bits of their count; 32-bit results have zeros
 * above.
 */
final class Arithmetic {
    private static final int NEGATE = 0x80;
    private static final int SWAP = 0xd0;
    private static final @Nullable AluOperation[] BY_CODE = new @Nullable AluOperation[16];

    static {
        for (AluOperation operation : AluOperation.values()) BY_CODE[operation.code() >> 4] = operation;
    }

    private Arithmetic() {}

    /** Whether the instruction reads its destination. */
    static boolean readsDestination(long word) {
        return (InstructionWord.opcode(word) & Opcode.OPERATION_MASK) != AluOperation.MOV.code();
    }

    /** Whether the instruction reads its source register. */
    static boolean readsSource(long word) {
        int operation = InstructionWord.opcode(word) & Opcode.OPERATION_MASK;
        return (InstructionWord.opcode(word) & Opcode.X) != 0 && operation != NEGATE && operation != SWAP;
    }

    /** What the destination becomes. */
    static long evaluate(long word, long destination, long source) {
        int opcode = InstructionWord.opcode(word);
        boolean wide = InstructionWord.instructionClass(word) == Opcode.ALU64;
        int operation = opcode & Opcode.OPERATION_MASK;
        if (operation == SWAP) return swap(word, wide, destination);
        if (operation == NEGATE) return wide ? -destination : -(int) destination & 0xffffffffL;
        AluOperation known = BY_CODE[operation >> 4];
        if (known == null) throw new Fault("unknown operation 0x" + Integer.toHexString(opcode));
        long right = (opcode & Opcode.X) != 0 ? source : InstructionWord.immediate(word);
        int variant = InstructionWord.offset(word);
        return wide
                ? wide(known, variant, destination, right)
                : narrow(known, variant, (int) destination, (int) right) & 0xffffffffL;
    }

    private static long wide(AluOperation operation, int variant, long left, long right) {
        return switch (operation) {
            case ADD -> left + right;
            case SUB -> left - right;
            case MUL -> left * right;
            case DIV -> {
                if (right == 0) yield 0;
                yield variant == 1 ? left / right : Long.divideUnsigned(left, right);
            }
            case MOD -> {
                if (right == 0) yield left;
                yield variant == 1 ? left % right : Long.remainderUnsigned(left, right);
            }
            case OR -> left | right;
            case AND -> left & right;
            case XOR -> left ^ right;
            case LSH -> left << right;
            case RSH -> left >>> right;
            case ARSH -> left >> right;
            case MOV -> signExtended(right, variant);
        };
    }

    private static int narrow(AluOperation operation, int variant, int left, int right) {
        return switch (operation) {
            case ADD -> left + right;
            case SUB -> left - right;
            case MUL -> left * right;
            case DIV -> {
                if (right == 0) yield 0;
                yield variant == 1 ? left / right : Integer.divideUnsigned(left, right);
            }
            case MOD -> {
                if (right == 0) yield left;
                yield variant == 1 ? left % right : Integer.remainderUnsigned(left, right);
            }
            case OR -> left | right;
            case AND -> left & right;
            case XOR -> left ^ right;
            case LSH -> left << right;
            case RSH -> left >>> right;
            case ARSH -> left >> right;
            case MOV -> (int) signExtended(right, variant);
        };
    }

    private static long signExtended(long value, int bits) {
        return switch (bits) {
            case 0 -> value;
            case 8 -> (byte) value;
            case 16 -> (short) value;
            case 32 -> (int) value;
            default -> throw new Fault("no sign extension from " + bits + " bits");
        };
    }

    /** BSWAP in class ALU64; to big endian or to little endian, which changes nothing but the upper bits, in class ALU. */
    private static long swap(long word, boolean always, long value) {
        int bits = InstructionWord.immediate(word);
        boolean reverse = always || (InstructionWord.opcode(word) & Opcode.X) != 0;
        return switch (bits) {
            case 16 -> (reverse ? Short.reverseBytes((short) value) : value) & 0xffff;
            case 32 -> (reverse ? Integer.reverseBytes((int) value) : value) & 0xffffffffL;
            case 64 -> reverse ? Long.reverseBytes(value) : value;
            default -> throw new Fault("no swap of " + bits + " bits");
        };
    }
}
