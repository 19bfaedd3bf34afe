package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.ModuleBtf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.TracingLink;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.symbol.NearNames;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The hooks whose arguments the verifier knows the types of: tp_btf, fentry, fexit, fmod_ret, LSM. */
final class TypedHook implements Hook {
    /** Which hook, and where the kernel's BTF has it. */
    enum Kind {
        TRACEPOINT(ProgramType.TRACING, AttachType.TRACE_RAW_TP, "btf_trace_", BtfKind.TYPEDEF, "typed tracepoint "),
        FUNCTION_ENTRY(ProgramType.TRACING, AttachType.TRACE_FENTRY, "", BtfKind.FUNC, "entry of function "),
        FUNCTION_EXIT(ProgramType.TRACING, AttachType.TRACE_FEXIT, "", BtfKind.FUNC, "exit of function "),
        FUNCTION_RESULT(ProgramType.TRACING, AttachType.MODIFY_RETURN, "", BtfKind.FUNC, "result of function "),
        SECURITY(ProgramType.LSM, AttachType.LSM_MAC, "bpf_lsm_", BtfKind.FUNC, "security hook "),
        CGROUP_SECURITY(ProgramType.LSM, AttachType.LSM_CGROUP, "bpf_lsm_", BtfKind.FUNC, "security hook ");

        private final ProgramType programType;
        private final AttachType attachType;
        private final String prefix;
        private final BtfKind btfKind;
        private final String words;

        Kind(ProgramType programType, AttachType attachType, String prefix, BtfKind btfKind, String words) {
            this.programType = programType;
            this.attachType = attachType;
            this.prefix = prefix;
            this.btfKind = btfKind;
            this.words = words;
        }
    }

    private final Kind kind;
    private final String target;
    private final boolean sleepable;

    TypedHook(Kind kind, String target, boolean sleepable) {
        this.kind = kind;
        this.target = target;
        this.sleepable = sleepable;
    }

    @Override
    public ProgramType programType() {
        return kind.programType;
    }

    @Override
    public boolean maySleep() {
        return sleepable;
    }

    @Override
    public String description() {
        return kind.words.concat(target);
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return ArgumentArray.parameter(index, type, Region.KERNEL_TYPED, evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        String name = kind.prefix.concat(target);
        int id = kernelTypes.get().find(name, kind.btfKind);
        if (id >= 0) {
            spec.attachTo(id);
        } else {
            ModuleBtf module = ModuleBtf.with(name, kind.btfKind).orElseThrow(() -> missing(kernelTypes.get()));
            spec.attachTo(module.find(name, kind.btfKind), module.module());
        }
        spec.attachType(kind.attachType);
        if (sleepable) spec.sleepable();
    }

    private Refusal missing(Btf kernelTypes) {
        List<String> names = new ArrayList<>();
        for (int id = 1; id < kernelTypes.typeCount(); id++) {
            if (kernelTypes.kind(id) != kind.btfKind) continue;
            String name = kernelTypes.name(id);
            if (name.startsWith(kind.prefix)) names.add(name.substring(kind.prefix.length()));
        }
        return new Refusal(
                "this kernel has no hook like this: " + description(),
                NearNames.question(target, names)
                        + "use another hook, or load the program only where the kernel has this one");
    }

    @Override
    public List<Link> attach(Program program) {
        return List.of(TracingLink.attach(program));
    }
}
