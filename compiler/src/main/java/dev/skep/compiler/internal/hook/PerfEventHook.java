package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.PerfCounter;
import dev.skep.bpf.link.PerfEventLink;
import dev.skep.bpf.link.PerfSampling;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import java.util.List;
import java.util.function.Supplier;

/** Samples of a counter. */
final class PerfEventHook implements Hook {
    private final PerfSampling sampling;

    private PerfEventHook(PerfSampling sampling) {
        this.sampling = sampling;
    }

    static PerfEventHook of(WrittenAnnotation a, Object program) {
        return new PerfEventHook(new PerfSampling(
                a.constant("counter", PerfCounter.CPU_CLOCK),
                a.number("frequency"),
                a.longNumber("period"),
                (int) HookTarget.number(a.text("pid"), program, PerfSampling.EVERY_PROCESS),
                (int) HookTarget.number(a.text("cpu"), program, PerfSampling.EVERY_CPU),
                HookTarget.number(a.text("cookie"), program, 0)));
    }

    @Override
    public ProgramType programType() {
        return ProgramType.PERF_EVENT;
    }

    @Override
    public String description() {
        return "samples of " + sampling;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        if (index > 0 || !Struct.class.isAssignableFrom(type)) {
            throw new Refusal(
                    "a perf event passes one parameter",
                    "declare an interface with @KernelStruct(\"bpf_perf_event_data\"), or none");
        }
        return new Pointer(evaluation.context(), 0, Region.CONTEXT, type, 0, Pointer.Nullability.NEVER);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {}

    @Override
    public List<Link> attach(Program program) {
        return List.of(PerfEventLink.attach(program, sampling));
    }
}
