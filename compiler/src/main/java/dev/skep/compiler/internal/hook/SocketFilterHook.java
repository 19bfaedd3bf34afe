package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.SocketFilterLink;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.SocketFilterContext;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A packet socket on a network device. */
final class SocketFilterHook implements Hook {
    private final String device;

    SocketFilterHook(String device) {
        this.device = device;
    }

    @Override
    public ProgramType programType() {
        return ProgramType.SOCKET_FILTER;
    }

    @Override
    public String description() {
        return device.isEmpty() ? "socket filter" : "socket filter on " + device;
    }

    @Override
    public Optional<KernelFeature> feature() {
        return Optional.of(KernelFeature.SOCKET_FILTER);
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        return ContextParameter.of(index, type, SocketFilterContext.class, "@SocketFilter", evaluation);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {}

    @Override
    public List<Link> attach(Program program) {
        return device.isEmpty() ? List.of() : List.of(SocketFilterLink.onDevice(program, DeviceName.index(device)));
    }
}
