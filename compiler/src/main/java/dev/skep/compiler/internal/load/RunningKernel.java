package dev.skep.compiler.internal.load;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.KernelVersion;
import dev.skep.bpf.feature.Support;
import dev.skep.compiler.internal.backend.Target;

/** What to compile for on the running kernel. */
final class RunningKernel {
    private static final KernelVersion CPU_V4 = new KernelVersion(6, 6);
    private static final KernelVersion FOLLOWS_SLOTS = new KernelVersion(6, 8);

    private RunningKernel() {}

    /** What a probe program says, or the kernel's version where this process may not load one. */
    static Target target() {
        return new Target(cpuVersion(), !KernelVersion.running().before(FOLLOWS_SLOTS));
    }

    private static int cpuVersion() {
        Support support = KernelFeatures.of(KernelFeature.CPU_V4);
        if (support instanceof Support.Supported) return 4;
        if (support instanceof Support.NotSupported) return 3;
        return KernelVersion.running().before(CPU_V4) ? 3 : 4;
    }
}
