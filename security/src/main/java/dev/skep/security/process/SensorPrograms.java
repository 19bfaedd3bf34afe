package dev.skep.security.process;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import dev.skep.security.process.program.PrivilegeLsmProgram;
import dev.skep.security.process.program.PrivilegeProgram;
import dev.skep.security.process.program.ProcessProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs of a {@link ProcessSensor}, loaded and attached: what happens from now on waits in their ring until the sensor reads it.
 * That takes the better part of a sensor's start, so it can be done while something else is prepared.
 * Closed by the sensor that is made of them, or by who has no use for them.
 */
public final class SensorPrograms implements AutoCloseable {
    private final List<Loaded<?>> loaded = new ArrayList<>();
    private final ProcessProgram program;
    private final long sinceNanos;

    private SensorPrograms(SensorOptions options) {
        program = new ProcessProgram(options.detail(), options.memory(), options.rate());
        boolean attached = false;
        try {
            loaded.add(Kernel.load(program));
            sinceNanos = System.nanoTime();
            privileges().map(Kernel::load).ifPresent(loaded::add);
            attached = true;
        } finally {
            if (!attached) {
                close();
            }
        }
    }

    /** Loads and attaches them. */
    public static SensorPrograms load(SensorOptions options) {
        return new SensorPrograms(options);
    }

    private Optional<Object> privileges() {
        if (Btf.vmlinux().find("btf_trace_sched_prepare_exec", BtfKind.TYPEDEF) >= 0) {
            return Optional.of(new PrivilegeProgram(program.processes()));
        }
        return KernelFeatures.of(KernelFeature.LSM) instanceof Support.Supported
                ? Optional.of(new PrivilegeLsmProgram(program.processes()))
                : Optional.empty();
    }

    ProcessProgram program() {
        return program;
    }

    /** Since when every process is told. */
    long sinceNanos() {
        return sinceNanos;
    }

    List<LoadedProgram> all() {
        return loaded.stream().flatMap(one -> one.programs().stream()).toList();
    }

    /** Takes them out of the kernel. */
    @Override
    public void close() {
        for (Loaded<?> one : loaded.reversed()) {
            one.close();
        }
    }
}
