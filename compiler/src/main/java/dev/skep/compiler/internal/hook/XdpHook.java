package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
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
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.Supplier;

/** A network device's receive path. */
final class XdpHook implements Hook {
    private final String device;

    XdpHook(String device) {
        this.device = device;
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
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        if (index > 0 || type != XdpContext.class) {
            throw new Refusal("an @Xdp method has one parameter, an XdpContext", "declare int name(XdpContext packet)");
        }
        return new Pointer(evaluation.context(), 0, Region.CONTEXT, type, 0, Pointer.Nullability.NEVER);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        spec.attachType(AttachType.XDP);
    }

    @Override
    public List<Link> attach(Program program) {
        return device.isEmpty() ? List.of() : List.of(XdpLink.attach(program, index(device), XdpMode.AUTO));
    }

    private static int index(String device) {
        try {
            NetworkInterface found = NetworkInterface.getByName(device);
            if (found == null) throw new IllegalArgumentException("no network device " + device + " (see `ip link`)");
            return found.getIndex();
        } catch (SocketException e) {
            throw new IllegalArgumentException("network devices cannot be listed: " + e.getMessage(), e);
        }
    }
}
