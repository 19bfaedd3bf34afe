package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.NetfilterLink;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Verdicts;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A netfilter hook. The context, {@code struct bpf_nf_ctx}, is two typed pointers: the state and the packet. */
final class NetfilterHook implements Hook {
    private static final int PARAMETERS = 2;

    private final NetfilterLink.Family family;
    private final NetfilterLink.Place place;
    private final int priority;
    private final boolean defragment;

    NetfilterHook(NetfilterLink.Family family, NetfilterLink.Place place, int priority, boolean defragment) {
        this.family = family;
        this.place = place;
        this.priority = priority;
        this.defragment = defragment;
    }

    @Override
    public ProgramType programType() {
        return ProgramType.NETFILTER;
    }

    @Override
    public String description() {
        return "netfilter " + place + " of " + family;
    }

    @Override
    public Optional<KernelFeature> feature() {
        return Optional.of(KernelFeature.NETFILTER);
    }

    @Override
    public Verdicts verdicts() {
        return new Verdicts(0, 1, "0 (NF_DROP) or 1 (NF_ACCEPT)");
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        if (index >= PARAMETERS) {
            throw new Refusal(
                    "@Netfilter passes two parameters, the hook's state and the packet",
                    "declare int name(State state, Packet packet) with interfaces for nf_hook_state and sk_buff");
        }
        return ArgumentArray.parameter(index, type, Region.KERNEL_TYPED, evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        spec.attachType(AttachType.NETFILTER);
    }

    @Override
    public List<Link> attach(Program program) {
        return List.of(NetfilterLink.attach(program, family, place, priority, defragment));
    }
}
