package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.NamespaceLink;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.FlowDissectorContext;
import dev.skep.compiler.hook.SkLookupContext;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.PacketLayout;
import dev.skep.compiler.internal.eval.Verdicts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A hook of a whole network namespace: sk_lookup, flow dissector. */
final class NamespaceHook implements Hook {
    private final boolean lookup;
    private final String namespace;

    private NamespaceHook(boolean lookup, String namespace) {
        this.lookup = lookup;
        this.namespace = namespace;
    }

    static NamespaceHook socketLookup(String namespace) {
        return new NamespaceHook(true, namespace);
    }

    static NamespaceHook flowDissector(String namespace) {
        return new NamespaceHook(false, namespace);
    }

    @Override
    public ProgramType programType() {
        return lookup ? ProgramType.SK_LOOKUP : ProgramType.FLOW_DISSECTOR;
    }

    @Override
    public String description() {
        String words = lookup ? "choice of sockets" : "flow dissector";
        return namespace.isEmpty() ? words : words + " of " + namespace;
    }

    @Override
    public Optional<KernelFeature> feature() {
        return Optional.of(lookup ? KernelFeature.SK_LOOKUP : KernelFeature.FLOW_DISSECTOR);
    }

    @Override
    public @Nullable PacketLayout packetLayout() {
        return lookup ? null : PacketLayout.SK_BUFF_READ_ONLY;
    }

    @Override
    public @Nullable Verdicts verdicts() {
        return lookup ? new Verdicts(0, 1, "0 (DROP) or 1 (PASS)") : null;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return lookup
                ? ContextParameter.of(index, type, SkLookupContext.class, "@SkLookup", evaluation)
                : ContextParameter.of(index, type, FlowDissectorContext.class, "@FlowDissector", evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        spec.attachType(lookup ? AttachType.SK_LOOKUP : AttachType.FLOW_DISSECTOR);
    }

    @Override
    public List<Link> attach(Program program) {
        if (namespace.isEmpty()) return List.of();
        Path file = namespace.indexOf('/') < 0 ? Path.of("/var/run/netns", namespace) : Path.of(namespace);
        return List.of(NamespaceLink.attach(program, file));
    }
}
