package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.LsmCgroupLink;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A security hook for the processes of a cgroup. */
final class LsmCgroupHook implements Hook {
    private final TypedHook hook;
    private final Path cgroup;

    private LsmCgroupHook(TypedHook hook, Path cgroup) {
        this.hook = hook;
        this.cgroup = cgroup;
    }

    static LsmCgroupHook of(WrittenAnnotation a, Object program) {
        String target = HookTarget.resolve(a.text("value"), program);
        return new LsmCgroupHook(
                new TypedHook(TypedHook.Kind.CGROUP_SECURITY, target, false),
                Path.of(HookTarget.resolve(a.text("cgroup"), program)));
    }

    @Override
    public ProgramType programType() {
        return hook.programType();
    }

    @Override
    public String description() {
        return hook.description() + " in " + cgroup;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return hook.parameter(index, type, evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        hook.specify(spec, kernelTypes);
    }

    @Override
    public List<Link> attach(Program program) {
        return List.of(LsmCgroupLink.attach(program, cgroup));
    }
}
