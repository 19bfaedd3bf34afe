package dev.skep.compiler.internal.load;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.intrinsic.KernelVersion;

/** The instruction set of the running kernel. */
final class RunningKernel {
    private static final KernelVersion CPU_V4 = new KernelVersion(6, 6);

    private RunningKernel() {}

    /** What a probe program says, or the kernel's version where this process may not load one. */
    static Target target() {
        Support support = KernelFeatures.of(KernelFeature.CPU_V4);
        if (support instanceof Support.Supported) return new Target(4);
        if (support instanceof Support.NotSupported) return new Target(3);
        return new Target(KernelVersion.running().before(CPU_V4) ? 3 : 4);
    }
}
