package dev.skep.security.policy.hook;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfParameter;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.KernelVersion;
import dev.skep.bpf.feature.Support;
import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.bpf.tracefs.TracepointFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The kernel that runs: asked by loading probe programs, as its configuration and its BTF promise more than it gives. */
public final class RunningKernel implements KernelOffer {
    /** Functions that the kernel allows results of to be replaced (CONFIG_FUNCTION_ERROR_INJECTION). */
    private static final Path OVERRIDABLE = Path.of("/sys/kernel/debug/error_injection/list");

    /** From then on others may run on the processor of a program at a tracepoint. */
    private static final KernelVersion PREEMPTS_PROGRAMS = new KernelVersion(7, 0);

    private static final String SECURITY = "security_";
    private static final String TYPED = "btf_trace_";

    @Override
    public boolean functionEntry() {
        return has(KernelFeature.FENTRY);
    }

    @Override
    public boolean functionExit() {
        return has(KernelFeature.FEXIT);
    }

    /** What {@code check_attach_modify_return} of kernel/bpf/verifier.c allows, as far as it is the same in all kernels. */
    @Override
    public boolean functionResult(String function) {
        return has(KernelFeature.FMOD_RET) && (function.startsWith(SECURITY) || overridable(function));
    }

    @Override
    public boolean security() {
        return has(KernelFeature.LSM);
    }

    @Override
    public boolean kprobes() {
        return has(KernelFeature.KPROBE);
    }

    private static boolean has(KernelFeature feature) {
        return KernelFeatures.of(feature) instanceof Support.Supported;
    }

    @Override
    public Support writesMemory() {
        return KernelFeatures.of(KernelFeature.WRITE_USER);
    }

    @Override
    public Support writesRegisters() {
        return KernelFeatures.of(KernelFeature.WRITE_REGISTERS);
    }

    @Override
    public boolean overridable(String function) {
        try (Stream<String> lines = Files.lines(OVERRIDABLE)) {
            return lines.anyMatch(line -> line.startsWith(function) && !isNamePart(line, function.length()));
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }

    private static boolean isNamePart(String line, int at) {
        return at < line.length() && Character.isJavaIdentifierPart(line.charAt(at));
    }

    @Override
    public boolean hasFunction(String name) {
        return Btf.vmlinux().find(name, BtfKind.FUNC) >= 0;
    }

    @Override
    public OptionalLong address(String function) {
        return FunctionAddresses.of(function);
    }

    /** Finds out what takes long and is the same until the kernel ends: for those who have time before a policy asks. */
    public static void learn() {
        FunctionAddresses.learn();
        try {
            BitSet _ = TraceableFunctions.learn();
        } catch (KernelException | UncheckedIOException untold) {
            return; // who asks is told why
        }
    }

    @Override
    public boolean hasTypedTracepoint(String name) {
        return Btf.vmlinux().find(TYPED + name, BtfKind.TYPEDEF) >= 0;
    }

    @Override
    public boolean holdsAtTracepoints() {
        return KernelVersion.running().before(PREEMPTS_PROGRAMS);
    }

    @Override
    public Optional<TracepointFormat> tracepoint(String name) {
        return TraceFs.instance().hasEvent(name)
                ? Optional.of(TraceFs.instance().format(name))
                : Optional.empty();
    }

    @Override
    public Optional<List<Integer>> parameters(String function) {
        Btf btf = Btf.vmlinux();
        int id = btf.find(function, BtfKind.FUNC);
        return id < 0 ? Optional.empty() : Optional.of(types(btf, btf.target(id)));
    }

    @Override
    public boolean returnsValue(String function) {
        Btf btf = Btf.vmlinux();
        int id = btf.find(function, BtfKind.FUNC);
        return id >= 0 && btf.returnType(btf.target(id)) != 0;
    }

    /** Its BTF is a typedef of a pointer to a function whose first parameter is not passed to programs. */
    @Override
    public Optional<List<Integer>> tracepointParameters(String name) {
        Btf btf = Btf.vmlinux();
        int id = btf.find(TYPED + name, BtfKind.TYPEDEF);
        if (id < 0) {
            return Optional.empty();
        }
        List<Integer> all = types(btf, btf.target(btf.resolve(id)));
        return Optional.of(all.subList(Math.min(1, all.size()), all.size()));
    }

    private static List<Integer> types(Btf btf, int prototype) {
        List<Integer> types = new ArrayList<>();
        for (BtfParameter parameter : btf.parameters(prototype)) {
            types.add(parameter.typeId());
        }
        return types;
    }

    @Override
    public List<String> functions(String prefix) {
        return TraceableFunctions.beginning(prefix);
    }
}
