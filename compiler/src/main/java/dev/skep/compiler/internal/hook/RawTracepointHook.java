package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.RawTracepointLink;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Region;
import java.util.List;
import java.util.function.Supplier;

/** A tracepoint with the arguments of its call, untyped. */
final class RawTracepointHook implements Hook {
    private final String tracepoint;

    RawTracepointHook(String tracepoint) {
        this.tracepoint = tracepoint;
    }

    @Override
    public ProgramType programType() {
        return ProgramType.RAW_TRACEPOINT;
    }

    @Override
    public String description() {
        return "raw tracepoint " + tracepoint;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return ArgumentArray.parameter(index, type, Region.KERNEL_RAW, evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {}

    @Override
    public List<Link> attach(Program program) {
        return List.of(RawTracepointLink.attach(program, tracepoint));
    }
}
