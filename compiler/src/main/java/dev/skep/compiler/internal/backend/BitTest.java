package dev.skep.compiler.internal.backend;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import org.jspecify.annotations.Nullable;

/**
 * A branch on {@code (a & b) == 0} or {@code != 0}, for which the machine has one jump (BPF_JSET).
 *
 * @param and the operation that the jump covers, or null if the block ends otherwise
 * @param inverted whether the edges change places, as the jump is taken when the result is not 0
 * @param width which bits of the result count
 */
record BitTest(@Nullable Binary and, boolean inverted, Width width) {

    /** The bit test at the end of {@code block}. */
    static BitTest of(Block block, Operands operands) {
        if (block.terminator() instanceof Branch branch
                && branch.left() instanceof Binary and
                && and.operation() == BinaryOperation.AND
                && operands.uses(and) == 1
                && branch.right() instanceof Constant zero
                && zero.value() == 0
                && (branch.condition() == Condition.EQUAL || branch.condition() == Condition.NOT_EQUAL)
                && block.instructions().contains(and)) {
            Width width = branch.compareWidth() == Width.W32 ? Width.W32 : and.width();
            return new BitTest(and, branch.condition() == Condition.EQUAL, width);
        }
        return new BitTest(null, false, Width.W64);
    }

    /** Whether the jump does what this instruction does. */
    boolean covers(Instruction instruction) {
        return instruction == and;
    }

    /** Emits the jump; false if there is no bit test. */
    boolean select(Branch branch, Operands operands) {
        if (and == null) return false;
        boolean exchange = and.left() instanceof Constant;
        Value left = exchange ? and.right() : and.left();
        Value right = exchange ? and.left() : and.right();
        int register = operands.use(left);
        if (Operands.fitsImmediate(right, width)) {
            operands.emit(MachineInstruction.jumpImmediate(
                    branch.position(), width, ConditionCodes.BIT_SET, register, Operands.immediate(right)));
        } else {
            operands.emit(MachineInstruction.jump(
                    branch.position(), width, ConditionCodes.BIT_SET, register, operands.use(right)));
        }
        return true;
    }
}
