package dev.skep.compiler.internal.load;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.compiler.internal.hook.Hook;

/** Finds out, when the kernel refused, whether it lacks the whole hook. */
final class Requirement {
    private Requirement() {}

    /** Throws what names the feature and its first kernel where the kernel lacks it; does nothing otherwise. */
    static void check(Hook hook, KernelException refused) {
        KernelFeature feature = hook.feature().orElse(null);
        if (feature == null || !(KernelFeatures.of(feature) instanceof Support.NotSupported no)) return;
        UnsupportedFeatureException missing = new UnsupportedFeatureException(
                feature.title(), "it needs Linux " + feature.since() + " or newer, built with it; " + no.reason());
        missing.initCause(refused);
        throw missing;
    }
}
