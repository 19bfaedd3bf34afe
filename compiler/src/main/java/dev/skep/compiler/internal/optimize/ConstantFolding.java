package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.ByteSwap;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Negate;
import dev.skep.compiler.internal.ir.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of an instruction when its operands are known. */
final class ConstantFolding {
    private ConstantFolding() {}

    /** The result, with the operands replaced as {@code known} says; null if they are not all constants. */
    static @Nullable Constant fold(Instruction instruction, Map<Value, Value> known) {
        long[] operands = new long[instruction.operandCount()];
        for (int i = 0; i < operands.length; i++) {
            Value operand = instruction.operand(i);
            if (!(known.getOrDefault(operand, operand) instanceof Constant constant)) return null;
            operands[i] = constant.value();
        }
        if (instruction instanceof Binary binary) {
            return Facts.constant(
                    binary.width(), binary.operation().evaluate(binary.width(), operands[0], operands[1]));
        }
        if (instruction instanceof Extend extend) {
            return Facts.constant(extend.width(), extend.evaluate(operands[0]));
        }
        if (instruction instanceof ByteSwap swap) return Facts.constant(swap.width(), swap.evaluate(operands[0]));
        return instruction instanceof Negate negate ? Facts.constant(negate.width(), -operands[0]) : null;
    }
}
