package dev.skep.compiler.internal.hook;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** A context that is an array of 64-bit arguments. */
final class ArgumentArray {
    private ArgumentArray() {}

    static Abstract parameter(int index, Class<?> type, Region region, Evaluation evaluation) {
        Value loaded =
                evaluation.builder().load(evaluation.context(), index * 8, 8, false, Width.W64, "argument " + index);
        return typed(loaded, type, region);
    }

    /** The argument in a register as the method's parameter type says. */
    static Abstract typed(Value argument, Class<?> type, Region region) {
        if (type == long.class) return new Scalar(argument, Width.W64);
        if (type == int.class) return new Scalar(argument, Width.W32);
        if (!Struct.class.isAssignableFrom(type)) {
            throw new Refusal(
                    "a parameter of type " + type.getSimpleName() + " cannot be passed by this hook",
                    "use int, long, or an interface with @KernelStruct");
        }
        return new Pointer(argument, 0, region, type, 0, Pointer.Nullability.TOLERATED);
    }
}
