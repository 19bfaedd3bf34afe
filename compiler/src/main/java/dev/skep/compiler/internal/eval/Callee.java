package dev.skep.compiler.internal.eval;

import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.MethodTypeDesc;

/**
 * Whom an instruction calls, as it is written there: the same whenever it is evaluated.
 *
 * @param owner the class that it names
 * @param name the method's
 * @param type the method's types, without the receiver
 * @param arguments how many it takes, with the receiver
 */
record Callee(Class<?> owner, String name, MethodTypeDesc type, int arguments, boolean isStatic, boolean special) {
    /** What {@code instruction} of {@code caller} names. */
    static Callee of(InvokeInstruction instruction, MethodCode caller, Evaluation evaluation) {
        MethodTypeDesc type = instruction.typeSymbol();
        boolean isStatic = instruction.opcode() == Opcode.INVOKESTATIC;
        return new Callee(
                evaluation.classOf(caller, instruction.owner().asSymbol()),
                instruction.name().stringValue(),
                type,
                type.parameterCount() + (isStatic ? 0 : 1),
                isStatic,
                instruction.opcode() == Opcode.INVOKESPECIAL);
    }
}
