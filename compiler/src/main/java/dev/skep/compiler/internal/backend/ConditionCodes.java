package dev.skep.compiler.internal.backend;

import dev.skep.compiler.internal.ir.Condition;

/** The conditions' bits in the opcode of a jump. */
final class ConditionCodes {
    /** BPF_JSET: some bit is set in both operands. */
    static final int BIT_SET = dev.skep.bpf.asm.Condition.SET.code();

    private ConditionCodes() {}

    static int of(Condition condition) {
        return machine(condition).code();
    }

    private static dev.skep.bpf.asm.Condition machine(Condition condition) {
        return switch (condition) {
            case EQUAL -> dev.skep.bpf.asm.Condition.EQ;
            case NOT_EQUAL -> dev.skep.bpf.asm.Condition.NE;
            case LESS_SIGNED -> dev.skep.bpf.asm.Condition.SLT;
            case LESS_OR_EQUAL_SIGNED -> dev.skep.bpf.asm.Condition.SLE;
            case GREATER_SIGNED -> dev.skep.bpf.asm.Condition.SGT;
            case GREATER_OR_EQUAL_SIGNED -> dev.skep.bpf.asm.Condition.SGE;
            case LESS_UNSIGNED -> dev.skep.bpf.asm.Condition.LT;
            case LESS_OR_EQUAL_UNSIGNED -> dev.skep.bpf.asm.Condition.LE;
            case GREATER_UNSIGNED -> dev.skep.bpf.asm.Condition.GT;
            case GREATER_OR_EQUAL_UNSIGNED -> dev.skep.bpf.asm.Condition.GE;
        };
    }

    /** Whether the bits are those of a condition that asks which of two numbers is less. */
    static boolean isOrder(int code) {
        return code != BIT_SET && code != of(Condition.EQUAL) && code != of(Condition.NOT_EQUAL);
    }

    /** The bits of the opposite condition, or -1 for {@link #BIT_SET}, which has none. */
    static int negated(int code) {
        for (Condition condition : Condition.values()) {
            if (of(condition) == code) return of(condition.negated());
        }
        return -1;
    }
}
