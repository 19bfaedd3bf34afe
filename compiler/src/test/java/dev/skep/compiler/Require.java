package dev.skep.compiler;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.elf.BinaryPath;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** Skips a test on kernels that lack what it tests, and says why once. */
public final class Require {
    private static final Set<KernelFeature> EXPLAINED = EnumSet.noneOf(KernelFeature.class);
    private static final Set<String> LACKING = new HashSet<>();

    private Require() {}

    /** Goes on only where {@code program} is installed; says so each time, as a machine for builds has it. */
    public static void tool(String program) {
        if (BinaryPath.find(program).isPresent()) return;
        String reason = "no " + program + " here";
        System.out.println("tests skipped, " + reason);
        Assumptions.abort(reason);
    }

    /** Goes on only where the running kernel has this function for programs; says so once for each. */
    public static synchronized void kernelFunction(String name) {
        if (Btf.vmlinux().find(name, BtfKind.FUNC) >= 0) return;
        String reason = "no kernel function " + name + " here";
        if (LACKING.add(name)) System.out.println("tests skipped, " + reason);
        Assumptions.abort(reason);
    }

    /** Goes on only where the running kernel has {@code feature}. */
    public static void feature(KernelFeature feature) {
        Support support = KernelFeatures.of(feature);
        if (!support.isSupported()) skip(feature, "no " + feature.title() + " here: " + support.reason());
    }

    /** Goes on only where the running kernel lacks {@code feature}. */
    public static void without(KernelFeature feature) {
        if (KernelFeatures.of(feature).isSupported()) {
            skip(feature, "they are for kernels without " + feature.title());
        }
    }

    private static synchronized void skip(KernelFeature feature, String reason) {
        if (EXPLAINED.add(feature)) System.out.println("tests skipped, " + reason);
        Assumptions.abort(reason);
    }
}
