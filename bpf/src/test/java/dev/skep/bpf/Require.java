package dev.skep.bpf;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** Skips a test on kernels that lack what it tests, or have it where the test is about those without, and says why once. */
public final class Require {
    private static final Set<KernelFeature> EXPLAINED = EnumSet.noneOf(KernelFeature.class);

    private Require() {}

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
