package dev.skep.bpf.inspect;

import java.util.List;

/**
 * Where a link has attached its program: one record for each kind that the kernel tells (struct bpf_link_info).
 *
 * <p>Attach types are numbers of enum bpf_attach_type, see {@link KernelNames#attachType}. Cookies are those that
 * {@code bpf_get_attach_cookie} gives, 0 for none or where the kernel does not tell them.
 */
public sealed interface LinkTarget {
    /**
     * A raw tracepoint (BPF_LINK_TYPE_RAW_TRACEPOINT).
     *
     * @param name of the tracepoint
     * @param cookie since Linux 6.10
     */
    record RawTracepoint(String name, long cookie) implements LinkTarget {}

    /**
     * A kernel function, a typed tracepoint, a security hook, or a function of another program
     * (BPF_LINK_TYPE_TRACING).
     *
     * @param attachType such as BPF_TRACE_FENTRY; 0 stands for the replacement of another program's function
     * @param objectId the BTF that has the target, or the program for a replacement; 0 before Linux 5.13
     * @param typeId the target in that BTF
     * @param cookie since Linux 6.12
     */
    record Tracing(int attachType, int objectId, int typeId, long cookie) implements LinkTarget {}

    /**
     * A cgroup (BPF_LINK_TYPE_CGROUP, Linux 5.7).
     *
     * @param cgroupId the number of its directory's inode
     * @param attachType such as BPF_CGROUP_INET_EGRESS
     */
    record Cgroup(long cgroupId, int attachType) implements LinkTarget {}

    /**
     * An iterator (BPF_LINK_TYPE_ITER, Linux 5.8).
     *
     * @param name over what: "task", "bpf_map_elem"
     * @param mapId the map whose elements it visits; 0 for other targets
     * @param first of cgroup iterators the cgroup, of task iterators the thread; 0 for all
     * @param second of cgroup iterators the order, of task iterators the process; 0 for none
     */
    record Iterator(String name, int mapId, long first, int second) implements LinkTarget {}

    /**
     * A network namespace (BPF_LINK_TYPE_NETNS, Linux 5.8).
     *
     * @param inode of the namespace
     * @param attachType BPF_SK_LOOKUP or BPF_FLOW_DISSECTOR
     */
    record NetworkNamespace(int inode, int attachType) implements LinkTarget {}

    /**
     * A network interface's receive path (BPF_LINK_TYPE_XDP, Linux 5.9).
     *
     * @param interfaceIndex 0 when the interface is gone
     */
    record Xdp(int interfaceIndex) implements LinkTarget {}

    /**
     * Something of perf (BPF_LINK_TYPE_PERF_EVENT, Linux 5.15) that the kernel does not tell before Linux 6.6, or of a kind
     * that is newer than Skep.
     *
     * @param type of enum bpf_perf_event_type; 0 before Linux 6.6
     */
    record UnknownPerfEvent(int type) implements LinkTarget {}

    /**
     * A place in a user space binary (BPF_PERF_EVENT_UPROBE, BPF_PERF_EVENT_URETPROBE, Linux 6.6).
     *
     * @param onReturn whether it runs at the return of the function
     * @param path the file
     * @param offset of the probed instruction in the file
     * @param cookie since Linux 6.9
     */
    record Uprobe(boolean onReturn, String path, int offset, long cookie) implements LinkTarget {}

    /**
     * A place in the kernel (BPF_PERF_EVENT_KPROBE, BPF_PERF_EVENT_KRETPROBE, Linux 6.6).
     *
     * @param onReturn whether it runs at the return of the function
     * @param function empty when it was given by address
     * @param offset in the function
     * @param address 0 where kernel.kptr_restrict hides addresses
     * @param missed runs that were left out (Linux 6.7)
     * @param cookie since Linux 6.9
     */
    record Kprobe(boolean onReturn, String function, int offset, long address, long missed, long cookie)
            implements LinkTarget {}

    /**
     * A tracepoint with its record (BPF_PERF_EVENT_TRACEPOINT, Linux 6.6).
     *
     * @param name of the event, without its group
     * @param cookie since Linux 6.9
     */
    record Tracepoint(String name, long cookie) implements LinkTarget {}

    /**
     * Samples of a counter (BPF_PERF_EVENT_EVENT, Linux 6.6).
     *
     * @param type PERF_TYPE_...
     * @param config which event of that type
     * @param cookie since Linux 6.9
     */
    record PerfEvent(int type, long config, long cookie) implements LinkTarget {}

    /**
     * Many kernel functions at once (BPF_LINK_TYPE_KPROBE_MULTI, Linux 5.18; told since 6.6).
     *
     * @param onReturn whether it runs at their return
     * @param count how many functions
     * @param addresses of the first ones; none where kernel.kptr_restrict hides them
     * @param missed runs that were left out
     */
    record KprobeMulti(boolean onReturn, int count, List<Long> addresses, long missed) implements LinkTarget {
        /** Copies the list. */
        public KprobeMulti {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Operations of the kernel, such as a TCP congestion control (BPF_LINK_TYPE_STRUCT_OPS, Linux 6.4).
     *
     * @param mapId the map that holds them
     */
    record StructOps(int mapId) implements LinkTarget {}

    /**
     * A hook of netfilter (BPF_LINK_TYPE_NETFILTER, Linux 6.4).
     *
     * @param family NFPROTO_IPV4 (2) or NFPROTO_IPV6 (10)
     * @param hook NF_INET_PRE_ROUTING (0) to NF_INET_POST_ROUTING (4)
     * @param priority lower ones run first
     * @param flags BPF_F_NETFILTER_IP_DEFRAG
     */
    record Netfilter(int family, int hook, int priority, int flags) implements LinkTarget {}

    /**
     * Traffic control of a network interface (BPF_LINK_TYPE_TCX, Linux 6.6).
     *
     * @param interfaceIndex 0 when the interface is gone
     * @param attachType BPF_TCX_INGRESS or BPF_TCX_EGRESS
     */
    record Tcx(int interfaceIndex, int attachType) implements LinkTarget {}

    /**
     * Many places in a binary at once (BPF_LINK_TYPE_UPROBE_MULTI, Linux 6.6; told since 6.8).
     *
     * @param onReturn whether it runs at the return of functions
     * @param path the file
     * @param count how many places
     * @param offsets of the first ones
     * @param processId the only process; 0 for all
     */
    record UprobeMulti(boolean onReturn, String path, int count, List<Long> offsets, int processId)
            implements LinkTarget {
        /** Copies the list. */
        public UprobeMulti {
            offsets = List.copyOf(offsets);
        }
    }

    /**
     * A netkit device (BPF_LINK_TYPE_NETKIT, Linux 6.7).
     *
     * @param interfaceIndex 0 when the interface is gone
     * @param attachType BPF_NETKIT_PRIMARY or BPF_NETKIT_PEER
     */
    record Netkit(int interfaceIndex, int attachType) implements LinkTarget {}

    /**
     * The sockets of a map (BPF_LINK_TYPE_SOCKMAP, Linux 6.10).
     *
     * @param mapId the map
     * @param attachType such as BPF_SK_SKB_VERDICT
     */
    record SocketMap(int mapId, int attachType) implements LinkTarget {}

    /**
     * A kind that is newer than Skep.
     *
     * @param linkType of enum bpf_link_type
     */
    record Unknown(int linkType) implements LinkTarget {}
}
