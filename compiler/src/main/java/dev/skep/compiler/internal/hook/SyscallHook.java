package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import java.util.List;
import java.util.function.Supplier;

/** A program that user space runs by itself. */
final class SyscallHook implements Hook {
    @Override
    public ProgramType programType() {
        return ProgramType.SYSCALL;
    }

    @Override
    public String description() {
        return "run from user space";
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        if (index > 0 || !Struct.class.isAssignableFrom(type)) {
            throw new Refusal(
                    "a @Syscall method has one parameter, a struct", "put all into one interface that extends Struct");
        }
        return new Pointer(evaluation.context(), 0, Region.SHARED_CONTEXT, type, 0, Pointer.Nullability.NEVER);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        spec.sleepable();
    }

    @Override
    public List<Link> attach(Program program) {
        return List.of();
    }
}
