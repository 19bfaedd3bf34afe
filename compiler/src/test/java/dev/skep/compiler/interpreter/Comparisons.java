package dev.skep.compiler.interpreter;

import dev.skep.bpf.asm.Condition;
import dev.skep.bpf.asm.InstructionWord;
import dev.skep.bpf.asm.Opcode;
import org.jspecify.annotations.Nullable;

/** The conditional jumps of the classes JMP and JMP32. */
final class Comparisons {
    private static final @Nullable Condition[] BY_CODE = new @Nullable Condition[16];

    static {
        for (Condition condition : Condition.values()) BY_CODE[condition.code() >> 4] = condition;
    }

    private Comparisons() {}

    /** Whether the jump is taken. */
    static boolean taken(long word, long destination, long source) {
        int opcode = InstructionWord.opcode(word);
        Condition condition = BY_CODE[(opcode & Opcode.OPERATION_MASK) >> 4];
        if (condition == null) throw new Fault("unknown jump 0x" + Integer.toHexString(opcode));
        long right = (opcode & Opcode.X) != 0 ? source : InstructionWord.immediate(word);
        boolean wide = InstructionWord.instructionClass(word) == Opcode.JMP;
        return holds(condition, wide ? destination : (int) destination, wide ? right : (int) right);
    }

    /** Extending the sign keeps the order of unsigned numbers, too. */
    private static boolean holds(Condition condition, long left, long right) {
        return switch (condition) {
            case EQ -> left == right;
            case NE -> left != right;
            case SET -> (left & right) != 0;
            case GT -> Long.compareUnsigned(left, right) > 0;
            case GE -> Long.compareUnsigned(left, right) >= 0;
            case LT -> Long.compareUnsigned(left, right) < 0;
            case LE -> Long.compareUnsigned(left, right) <= 0;
            case SGT -> left > right;
            case SGE -> left >= right;
            case SLT -> left < right;
            case SLE -> left <= right;
        };
    }
}
