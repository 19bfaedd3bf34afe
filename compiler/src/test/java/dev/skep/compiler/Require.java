package dev.skep.compiler;

import dev.skep.bpf.Errno;
import dev.skep.bpf.VerifierException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.elf.BinaryPath;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.testkit.Skip;

/** Skips a test on kernels that lack what it tests, and says why once. */
public final class Require {
    private Require() {}

    /** Goes on only where {@code program} is installed. */
    public static void tool(String program) {
        Skip.unless(BinaryPath.find(program).isPresent(), "no " + program + " here");
    }

    /** Goes on only where the running kernel has this function for programs. */
    public static void kernelFunction(String name) {
        Skip.unless(Btf.vmlinux().find(name, BtfKind.FUNC) >= 0, "no kernel function " + name + " here");
    }

    /** Goes on only where the running kernel has {@code feature}. */
    public static void feature(KernelFeature feature) {
        Support support = KernelFeatures.of(feature);
        Skip.unless(
                support.isSupported(),
                "no " + feature.title() + " here, which came with Linux " + feature.since() + ": " + support.reason());
    }

    /** Goes on only where the running kernel lacks {@code feature}. */
    public static void without(KernelFeature feature) {
        Skip.unless(!KernelFeatures.of(feature).isSupported(), "they are for kernels without " + feature.title());
    }

    /** Goes on only where the kernel takes such a program, and does not forbid it whatever it does: there are kernels hardened so. */
    public static void allowed(Object program, String what) {
        try {
            Kernel.loadDetached(program).close();
        } catch (CompileException refused) {
            boolean forbidden = refused.getCause() instanceof VerifierException reason && reason.is(Errno.EPERM);
            Skip.unless(!forbidden, "this kernel forbids " + what + " (EPERM)");
            throw refused;
        }
    }
}
