package dev.skep.bpf;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.testkit.Skip;

/** Skips a test on kernels that lack what it tests, or have it where the test is about those without, and says why once. */
public final class Require {
    private Require() {}

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
}
