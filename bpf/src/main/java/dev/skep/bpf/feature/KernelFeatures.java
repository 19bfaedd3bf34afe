package dev.skep.bpf.feature;

import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.ProgramType;
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
            case WRITE_USER -> ProcessProbes::writesMemory;
            case WRITE_REGISTERS -> ProcessProbes::writesRegisters;
            case PERF_EVENT -> HookProbes::perfEvent;
            case XDP -> HookProbes::xdp;
            case XDP_FRAGMENTS -> NetworkProbes::xdpFragments;
            case TCX -> () -> NetworkProbes.device(AttachType.TCX_INGRESS);
            case NETKIT -> () -> NetworkProbes.device(AttachType.NETKIT_PRIMARY);
            case TRAFFIC_CONTROL -> () -> NetworkProbes.load(ProgramType.SCHED_CLS, AttachType.NONE);
            case SOCKET_FILTER -> () -> NetworkProbes.load(ProgramType.SOCKET_FILTER, AttachType.NONE);
            case CGROUP_SKB -> () -> NetworkProbes.load(ProgramType.CGROUP_SKB, AttachType.CGROUP_INET_EGRESS);
            case CGROUP_SOCK -> () -> NetworkProbes.load(ProgramType.CGROUP_SOCK, AttachType.CGROUP_INET_SOCK_CREATE);
            case CGROUP_SOCK_ADDR ->
                () -> NetworkProbes.load(ProgramType.CGROUP_SOCK_ADDR, AttachType.CGROUP_INET4_CONNECT);
            case CGROUP_UNIX -> () -> NetworkProbes.load(ProgramType.CGROUP_SOCK_ADDR, AttachType.CGROUP_UNIX_CONNECT);
            case CGROUP_SOCKOPT -> () -> NetworkProbes.load(ProgramType.CGROUP_SOCKOPT, AttachType.CGROUP_GETSOCKOPT);
            case CGROUP_SYSCTL -> () -> NetworkProbes.load(ProgramType.CGROUP_SYSCTL, AttachType.CGROUP_SYSCTL);
            case CGROUP_DEVICE -> () -> NetworkProbes.load(ProgramType.CGROUP_DEVICE, AttachType.CGROUP_DEVICE);
            case SOCK_OPS -> () -> NetworkProbes.load(ProgramType.SOCK_OPS, AttachType.CGROUP_SOCK_OPS);
            case SK_SKB -> () -> NetworkProbes.load(ProgramType.SK_SKB, AttachType.NONE);
            case SK_MSG -> () -> NetworkProbes.load(ProgramType.SK_MSG, AttachType.NONE);
            case SK_LOOKUP -> () -> NetworkProbes.load(ProgramType.SK_LOOKUP, AttachType.SK_LOOKUP);
            case FLOW_DISSECTOR -> () -> NetworkProbes.load(ProgramType.FLOW_DISSECTOR, AttachType.FLOW_DISSECTOR);
            case NETFILTER -> () -> NetworkProbes.load(ProgramType.NETFILTER, AttachType.NETFILTER);
            case SYSCALL -> HookProbes::syscall;
            case RING_BUFFER -> EnvironmentProbes::ringBuffer;
            case CPU_V4 -> HookProbes::cpuV4;
        };
    }
}
