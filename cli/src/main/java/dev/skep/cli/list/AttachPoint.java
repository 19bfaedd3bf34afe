package dev.skep.cli.list;

import dev.skep.bpf.inspect.KernelNames;
import dev.skep.bpf.inspect.LinkTarget;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts into words where a link has attached its program: "xdp eth0", "fentry do_unlinkat", "cgroup_device /sys/fs/cgroup/a". */
final class AttachPoint {
    private static final List<String> NETFILTER_HOOKS =
            List.of("prerouting", "input", "forward", "output", "postrouting");
    private static final int NFPROTO_IPV4 = 2;
    private static final int NFPROTO_IPV6 = 10;
    private static final int MOST_NAMES = 3;
    /** What the kernel puts before the names of the functions that stand for tracepoints and security hooks. */
    private static final String TRACEPOINT = "btf_trace_";

    private static final String SECURITY_HOOK = "bpf_lsm_";

    private final NetworkInterfaces interfaces = new NetworkInterfaces();
    private final CgroupPaths cgroups = new CgroupPaths();
    private final KernelFunctions functions = new KernelFunctions();

    String words(LinkTarget target) {
        return switch (target) {
            case LinkTarget.RawTracepoint at -> "raw_tracepoint " + at.name();
            case LinkTarget.Tracing at -> tracing(at);
            case LinkTarget.Cgroup at -> KernelNames.attachType(at.attachType()) + " " + cgroups.path(at.cgroupId());
            case LinkTarget.Iterator at -> iterator(at);
            case LinkTarget.NetworkNamespace at ->
                KernelNames.attachType(at.attachType()) + " netns " + Integer.toUnsignedString(at.inode());
            case LinkTarget.Xdp at -> "xdp " + interfaces.name(at.interfaceIndex());
            case LinkTarget.UnknownPerfEvent at -> "perf_event";
            case LinkTarget.Uprobe at ->
                (at.onReturn() ? "uretprobe " : "uprobe ") + at.path() + "+0x" + Integer.toHexString(at.offset());
            case LinkTarget.Kprobe at -> kprobe(at);
            case LinkTarget.Tracepoint at -> "tracepoint " + at.name();
            case LinkTarget.PerfEvent at -> "perf_event " + PerfEventName.of(at.type(), at.config());
            case LinkTarget.KprobeMulti at -> kprobes(at);
            case LinkTarget.StructOps at -> "struct_ops map " + at.mapId();
            case LinkTarget.Netfilter at -> netfilter(at);
            case LinkTarget.Tcx at -> traffic(at.attachType()) + interfaces.name(at.interfaceIndex());
            case LinkTarget.UprobeMulti at ->
                (at.onReturn() ? "uretprobe.multi " : "uprobe.multi ") + at.path() + " (" + at.count() + ")"
                        + (at.processId() == 0 ? "" : " of process " + at.processId());
            case LinkTarget.Netkit at -> traffic(at.attachType()) + interfaces.name(at.interfaceIndex());
            case LinkTarget.SocketMap at -> KernelNames.attachType(at.attachType()) + " map " + at.mapId();
            case LinkTarget.Unknown at -> "link " + KernelNames.linkType(at.linkType());
        };
    }

    private String tracing(LinkTarget.Tracing at) {
        if (at.attachType() == 0) {
            return "freplace in program " + at.objectId();
        }
        String function = at.typeId() == 0 ? "" : functions.ofType(at.objectId(), at.typeId());
        String type = KernelNames.attachType(at.attachType());
        return switch (type) {
            case "trace_raw_tp" -> "tp_btf " + without(TRACEPOINT, function);
            case "trace_fentry" -> "fentry " + function;
            case "trace_fexit" -> "fexit " + function;
            case "modify_return" -> "fmod_ret " + function;
            case "lsm_mac" -> "lsm " + without(SECURITY_HOOK, function);
            case "lsm_cgroup" -> "lsm_cgroup " + without(SECURITY_HOOK, function);
            default -> type + " " + function;
        };
    }

    private static String without(String prefix, String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    private static String iterator(LinkTarget.Iterator at) {
        String over = "iter " + at.name();
        if (at.mapId() != 0) {
            return over + " map " + at.mapId();
        }
        return at.first() == 0 ? over : over + " " + Long.toUnsignedString(at.first());
    }

    private String kprobe(LinkTarget.Kprobe at) {
        String place = at.function().isEmpty() ? functions.at(at.address()) : at.function();
        String offset = at.offset() == 0 ? "" : "+0x" + Integer.toHexString(at.offset());
        return (at.onReturn() ? "kretprobe " : "kprobe ") + place + offset;
    }

    private String kprobes(LinkTarget.KprobeMulti at) {
        String names =
                at.addresses().stream().limit(MOST_NAMES).map(functions::at).collect(Collectors.joining(", "));
        String first = names.isEmpty() ? "" : " " + names + (at.count() > MOST_NAMES ? ", ..." : "");
        return (at.onReturn() ? "kretprobe.multi" : "kprobe.multi") + first + " (" + at.count() + ")";
    }

    private static String netfilter(LinkTarget.Netfilter at) {
        String family = at.family() == NFPROTO_IPV4 ? "ip" : at.family() == NFPROTO_IPV6 ? "ip6" : "pf " + at.family();
        String hook = at.hook() >= 0 && at.hook() < NETFILTER_HOOKS.size()
                ? NETFILTER_HOOKS.get(at.hook())
                : "hook " + at.hook();
        return "netfilter " + family + " " + hook + " priority " + at.priority();
    }

    /** "tcx ingress ", "netkit peer ". */
    private static String traffic(int attachType) {
        return KernelNames.attachType(attachType).replace('_', ' ').toLowerCase(Locale.ROOT) + " ";
    }
}
