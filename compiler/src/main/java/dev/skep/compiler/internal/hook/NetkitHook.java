package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.LinkOrder;
import dev.skep.bpf.link.NetkitLink;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.TcContext;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.PacketLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One end of a netkit pair. */
final class NetkitHook implements Hook {
    private final String device;
    private final boolean peer;

    NetkitHook(String device, boolean peer) {
        this.device = device;
        this.peer = peer;
    }

    @Override
    public ProgramType programType() {
        return ProgramType.SCHED_CLS;
    }

    @Override
    public String description() {
        String words = "netkit " + (peer ? "peer" : "primary");
        return device.isEmpty() ? words : words + " of " + device;
    }

    @Override
    public PacketLayout packetLayout() {
        return PacketLayout.SK_BUFF;
    }

    @Override
    public Optional<KernelFeature> feature() {
        return Optional.of(KernelFeature.NETKIT);
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return ContextParameter.of(index, type, TcContext.class, "@Netkit", evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {}

    @Override
    public List<Link> attach(Program program) {
        if (device.isEmpty()) return List.of();
        return List.of(NetkitLink.attach(program, DeviceName.index(device), peer, LinkOrder.LAST));
    }
}
