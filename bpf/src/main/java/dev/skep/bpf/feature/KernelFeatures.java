package dev.skep.bpf.feature;

import java.util.EnumMap;
import java.util.Map;

/**
 * Asks the running kernel for its features. An answer is remembered when it is certain. Safe for every thread.
 *
 * {@snippet :
 * if (KernelFeatures.of(KernelFeature.FENTRY) instanceof Support.NotSupported no) {
 *     System.err.println("no fentry: " + no.reason());
 * }
 * }
 */
public final class KernelFeatures {
    private static final Map<KernelFeature, Support> KNOWN = new EnumMap<>(KernelFeature.class);

    private KernelFeatures() {}

    /** Whether the kernel has this feature; takes some milliseconds the first time. */
    public static Support of(KernelFeature feature) {
        synchronized (KNOWN) {
            Support known = KNOWN.get(feature);
            if (known != null) {
                return known;
            }
            Support found = Outcome.of(probe(feature));
            if (!(found instanceof Support.Inconclusive)) {
                KNOWN.put(feature, found);
            }
            return found;
        }
    }

    /** All of them, in the order of the enum. */
    public static Map<KernelFeature, Support> all() {
        Map<KernelFeature, Support> all = new EnumMap<>(KernelFeature.class);
        for (KernelFeature feature : KernelFeature.values()) {
            all.put(feature, of(feature));
        }
        return all;
    }

    private static Probe probe(KernelFeature feature) {
        return switch (feature) {
            case RIGHTS -> EnvironmentProbes::rights;
            case BTF -> EnvironmentProbes::btf;
            case BTF_MMAP -> EnvironmentProbes::btfMmap;
            case TRACEFS -> EnvironmentProbes::traceFs;
            case TRACEPOINT -> HookProbes::tracepoint;
            case RAW_TRACEPOINT -> HookProbes::rawTracepoint;
            case TP_BTF -> HookProbes::typedTracepoint;
            case FENTRY -> HookProbes::functionEntry;
            case FEXIT -> HookProbes::functionExit;
            case FMOD_RET -> HookProbes::modifyReturn;
            case LSM -> LsmProbe::run;
            case LSM_CGROUP -> HookProbes::securityHookOfCgroup;
            case ITERATOR -> HookProbes::iterator;
            case KPROBE -> ProbeProbes::kprobe;
            case KPROBE_MULTI -> ProbeProbes::kprobeMulti;
            case UPROBE -> ProbeProbes::uprobe;
            case UPROBE_MULTI -> ProbeProbes::uprobeMulti;
            case USDT_SEMAPHORE -> ProbeProbes::semaphores;
            case ATTACH_COOKIE -> ProbeProbes::attachCookie;
            case PERF_EVENT -> HookProbes::perfEvent;
            case XDP -> HookProbes::xdp;
            case SYSCALL -> HookProbes::syscall;
            case RING_BUFFER -> EnvironmentProbes::ringBuffer;
            case CPU_V4 -> HookProbes::cpuV4;
        };
    }
}
