package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.SkReuseportContext;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Verdicts;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The choice among sockets that share one port. */
final class SkReuseportHook implements Hook {
    @Override
    public ProgramType programType() {
        return ProgramType.SK_REUSEPORT;
    }

    @Override
    public String description() {
        return "choice among the sockets of a port";
    }

    @Override
    public Optional<KernelFeature> feature() {
        return Optional.empty();
    }

    @Override
    public Verdicts verdicts() {
        return new Verdicts(0, 1, "0 (DROP) or 1 (PASS)");
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return ContextParameter.of(index, type, SkReuseportContext.class, "@SkReuseport", evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        spec.attachType(AttachType.SK_REUSEPORT_SELECT);
    }

    @Override
    public List<Link> attach(Program program) {
        return List.of();
    }
}
