package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.XdpLink;
import dev.skep.bpf.link.XdpMode;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.PacketLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A network device's receive path. */
final class XdpHook implements Hook {
    private final String device;
    private final boolean fragments;
    private final XdpMode mode;

    XdpHook(String device, boolean fragments, XdpMode mode) {
        this.device = device;
        this.fragments = fragments;
        this.mode = mode;
    }

    @Override
    public ProgramType programType() {
        return ProgramType.XDP;
    }

    @Override
    public String description() {
        return device.isEmpty() ? "XDP" : "XDP on " + device;
    }

    @Override
    public PacketLayout packetLayout() {
        return PacketLayout.XDP;
    }

    @Override
    public Optional<KernelFeature> feature() {
        return Optional.of(fragments ? KernelFeature.XDP_FRAGMENTS : KernelFeature.XDP);
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return ContextParameter.of(index, type, XdpContext.class, "@Xdp", evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        spec.attachType(AttachType.XDP);
        if (fragments) spec.fragments();
        if (mode == XdpMode.HARDWARE && !device.isEmpty()) spec.device(DeviceName.index(device));
    }

    @Override
    public List<Link> attach(Program program) {
        return device.isEmpty() ? List.of() : List.of(XdpLink.attach(program, DeviceName.index(device), mode));
    }
}
