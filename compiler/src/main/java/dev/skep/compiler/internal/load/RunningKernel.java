package dev.skep.compiler.internal.load;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.compiler.internal.backend.Target;

/** The instruction set of the running kernel. */
final class RunningKernel {
    private static final int CPU_V4_MAJOR = 6;
    private static final int CPU_V4_MINOR = 6;

    private RunningKernel() {}

    /** What a probe program says, or the kernel's version where this process may not load one. */
    static Target target() {
        Support support = KernelFeatures.of(KernelFeature.CPU_V4);
        if (support instanceof Support.Supported) return new Target(4);
        if (support instanceof Support.NotSupported) return new Target(3);
        return new Target(atLeast(System.getProperty("os.version", ""), CPU_V4_MAJOR, CPU_V4_MINOR) ? 4 : 3);
    }

    private static boolean atLeast(String version, int major, int minor) {
        int[] numbers = new int[2];
        int at = 0;
        for (int i = 0; i < version.length() && at < 2; i++) {
            char c = version.charAt(i);
            if (c == '.') at++;
            else if (Character.isDigit(c)) numbers[at] = numbers[at] * 10 + (c - '0');
            else break;
        }
        return numbers[0] > major || (numbers[0] == major && numbers[1] >= minor);
    }
}
