package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.CgroupLink;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.LinkOrder;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.PacketLayout;
import dev.skep.compiler.internal.eval.Verdicts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A hook for the processes of a cgroup; {@link CgroupHooks} knows which there are. */
final class CgroupHook implements Hook {
    /**
     * What programs of one kind have in common.
     *
     * @param context the type of the method's parameter
     * @param packet where the context tells a packet's bounds, or null
     */
    record Kind(
            String annotation,
            ProgramType programType,
            KernelFeature feature,
            Class<?> context,
            @Nullable PacketLayout packet) {}

    private final Kind kind;
    private final AttachType attachType;
    private final Verdicts verdicts;
    private final String folder;
    private final LinkOrder order;

    /** Attaches to {@code folder}, or nowhere if that is empty, at a place among its programs. */
    CgroupHook(Kind kind, AttachType attachType, Verdicts verdicts, String folder, LinkOrder order) {
        this.kind = kind;
        this.attachType = attachType;
        this.verdicts = verdicts;
        this.folder = folder;
        this.order = order;
    }

    @Override
    public ProgramType programType() {
        return kind.programType();
    }

    @Override
    public String description() {
        return folder.isEmpty() ? attachType.toString() : attachType + " of " + folder;
    }

    @Override
    public Optional<KernelFeature> feature() {
        return Optional.of(attachType.name().contains("_UNIX_") ? KernelFeature.CGROUP_UNIX : kind.feature());
    }

    @Override
    public @Nullable PacketLayout packetLayout() {
        return kind.packet();
    }

    @Override
    public Verdicts verdicts() {
        return verdicts;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return ContextParameter.of(index, type, kind.context(), kind.annotation(), evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        spec.attachType(attachType);
    }

    @Override
    public List<Link> attach(Program program) {
        return folder.isEmpty() ? List.of() : List.of(CgroupLink.attach(program, attachType, Path.of(folder), order));
    }
}
