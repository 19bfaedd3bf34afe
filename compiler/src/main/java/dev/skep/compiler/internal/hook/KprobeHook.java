package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.link.KprobeLink;
import dev.skep.bpf.link.KprobeMultiLink;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.symbol.KernelFunctions;
import dev.skep.bpf.symbol.SymbolPattern;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A probe on functions of the kernel. */
final class KprobeHook implements Hook {
    private final List<SymbolPattern> functions;
    private final boolean onReturn;
    private final long cookie;

    private KprobeHook(List<SymbolPattern> functions, boolean onReturn, long cookie) {
        this.functions = functions;
        this.onReturn = onReturn;
        this.cookie = cookie;
    }

    static KprobeHook of(WrittenAnnotation a, Object program, boolean onReturn) {
        List<SymbolPattern> functions = a.texts("value").stream()
                .map(text -> new SymbolPattern(HookTarget.resolve(text, program)))
                .toList();
        if (functions.isEmpty()) throw new IllegalArgumentException("a kprobe names no function");
        return new KprobeHook(functions, onReturn, HookTarget.number(a.text("cookie"), program, 0));
    }

    private boolean several() {
        return functions.size() > 1 || functions.getFirst().isPattern();
    }

    private boolean multi() {
        return several() && KernelFeatures.of(KernelFeature.KPROBE_MULTI).isSupported();
    }

    @Override
    public ProgramType programType() {
        return ProgramType.KPROBE;
    }

    @Override
    public String description() {
        String names =
                String.join(", ", functions.stream().map(SymbolPattern::text).toList());
        return (onReturn ? "return of " : "entry of ") + (several() ? "kernel functions " : "kernel function ") + names;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return Registers.parameter(index, type, Region.KERNEL_RAW, onReturn, evaluation);
    }

    @Override
    public int register(String name, Evaluation evaluation) {
        return new Registers(evaluation).offset(name);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        if (multi()) spec.attachType(AttachType.TRACE_KPROBE_MULTI);
    }

    @Override
    public List<Link> attach(Program program) {
        if (!several()) {
            return List.of(KprobeLink.attach(program, functions.getFirst().text(), onReturn, cookie));
        }
        List<String> found = KernelFunctions.matching(functions);
        if (program.attachType() == AttachType.TRACE_KPROBE_MULTI) {
            return List.of(KprobeMultiLink.attach(program, found, cookie, onReturn));
        }
        return ManyPlaces.attach(
                IntStream.range(0, found.size()).boxed().toList(),
                KernelFeature.KPROBE_MULTI,
                i -> KprobeLink.attach(program, found.get(i), onReturn, cookie + i));
    }
}
