package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.link.ClsactLink;
import dev.skep.bpf.link.Direction;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.LinkOrder;
import dev.skep.bpf.link.TcxLink;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.TcContext;
import dev.skep.compiler.hook.Tcx;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.PacketLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A network device's traffic control. */
final class TcxHook implements Hook {
    private final String device;
    private final Direction direction;
    private final boolean first;
    private final Tcx.Way way;

    TcxHook(String device, Direction direction, boolean first, Tcx.Way way) {
        this.device = device;
        this.direction = direction;
        this.first = first;
        this.way = way;
        if (first && way == Tcx.Way.CLSACT) {
            throw new IllegalArgumentException("@Tcx: first works by tcx only, and way is CLSACT");
        }
    }

    @Override
    public ProgramType programType() {
        return ProgramType.SCHED_CLS;
    }

    @Override
    public String description() {
        String words = "traffic control " + (direction == Direction.INGRESS ? "ingress" : "egress");
        return device.isEmpty() ? words : words + " of " + device;
    }

    @Override
    public PacketLayout packetLayout() {
        return PacketLayout.SK_BUFF;
    }

    @Override
    public Optional<KernelFeature> feature() {
        return Optional.of(way == Tcx.Way.TCX || first ? KernelFeature.TCX : KernelFeature.TRAFFIC_CONTROL);
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return ContextParameter.of(index, type, TcContext.class, "@Tcx", evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {}

    @Override
    public List<Link> attach(Program program) {
        if (device.isEmpty()) return List.of();
        int index = DeviceName.index(device);
        boolean byLink = way == Tcx.Way.TCX
                || first
                || (way == Tcx.Way.ANY && KernelFeatures.of(KernelFeature.TCX).isSupported());
        return byLink
                ? List.of(TcxLink.attach(program, index, direction, first ? LinkOrder.FIRST : LinkOrder.LAST))
                : List.of(ClsactLink.attach(program, index, direction));
    }
}
