package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registers of the traced code, which are the context of a probe ({@code struct pt_regs}); a function's parameters are found by
 * the calling convention: System V AMD64 ABI, or AAPCS64.
 */
final class Registers {
    private static final List<String> X86_ARGUMENTS = List.of("di", "si", "dx", "cx", "r8", "r9");
    private static final int ARM_ARGUMENTS = 8;

    private final Evaluation evaluation;
    private final Btf btf;

    Registers(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.btf = evaluation.environment().kernelTypes();
    }

    /** The parameter that is all registers, or null if {@code type} is something else. */
    static @Nullable Abstract all(Class<?> type, Evaluation evaluation) {
        if (!"pt_regs".equals(evaluation.environment().kernelStruct(type))) return null;
        return new Pointer(evaluation.context(), 0, Region.CONTEXT, type, 0, Pointer.Nullability.NEVER);
    }

    /** Parameter {@code index} of a method that a probe at a function runs: an argument, or the result. */
    static Abstract parameter(int index, Class<?> type, Region pointers, boolean onReturn, Evaluation evaluation) {
        Abstract all = all(type, evaluation);
        if (all != null) return all;
        Registers registers = new Registers(evaluation);
        int offset = onReturn ? registers.resultOffset(index) : registers.argumentOffset(index);
        return ArgumentArray.typed(registers.load(offset, 8, false, "argument " + index), type, pointers);
    }

    /** The lower bytes of a register, above {@code shift} bits of it, extended to 64 bits. */
    Value part(String register, int size, boolean signed, int shift) {
        return load(offset(register) + shift / 8, size, signed, register);
    }

    private Value load(int offset, int size, boolean signed, String what) {
        return evaluation.builder().load(evaluation.context(), offset, size, signed, Width.W64, what);
    }

    private int argumentOffset(int index) {
        boolean arm = member("di") == null;
        if (index >= (arm ? ARM_ARGUMENTS : X86_ARGUMENTS.size())) {
            throw new Refusal("argument " + index + " of the function is not in a register", "use fewer parameters");
        }
        return arm ? index * 8 : offset(X86_ARGUMENTS.get(index));
    }

    private int resultOffset(int index) {
        if (index > 0) throw new Refusal("a return probe passes one parameter, the result", "remove the others");
        return member("ax") == null ? 0 : offset("ax");
    }

    /** Where a register is in the context. */
    int offset(String register) {
        BtfMember member = member(register);
        if (member == null)
            throw new Refusal("this kernel's pt_regs has no " + register, "use a kernel for x86-64 or arm64");
        return member.byteOffset();
    }

    private @Nullable BtfMember member(String register) {
        int id = btf.find("pt_regs", BtfKind.STRUCT);
        return id < 0 ? null : btf.member(id, register);
    }
}
