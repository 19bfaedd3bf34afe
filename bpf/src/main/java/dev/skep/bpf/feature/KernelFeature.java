package dev.skep.bpf.feature;

/** What Skep may use of a kernel. */
public enum KernelFeature {
    /** The capabilities to load and attach programs. */
    RIGHTS("rights to use BPF", ""),
    /** Type information of the kernel in /sys/kernel/btf/vmlinux (CONFIG_DEBUG_INFO_BTF). */
    BTF("kernel BTF", "5.2"),
    /** The same, mapped into memory instead of read. */
    BTF_MMAP("kernel BTF by mmap", "6.16"),
    /** The tracing file system. */
    TRACEFS("tracefs", "4.1"),
    /** BPF_PROG_TYPE_TRACEPOINT. */
    TRACEPOINT("tracepoint", "4.7"),
    /** BPF_PROG_TYPE_RAW_TRACEPOINT. */
    RAW_TRACEPOINT("raw tracepoint", "4.17"),
    /** BPF_TRACE_RAW_TP. */
    TP_BTF("typed tracepoint (tp_btf)", "5.5"),
    /** BPF_TRACE_FENTRY. */
    FENTRY("entry of kernel functions (fentry)", "5.5"),
    /** BPF_TRACE_FEXIT. */
    FEXIT("exit of kernel functions (fexit)", "5.5"),
    /** BPF_MODIFY_RETURN; loaded only, as attaching would decide. */
    FMOD_RET("results of functions (fmod_ret)", "5.7"),
    /** BPF_LSM_MAC. */
    LSM("security hooks (BPF LSM)", "5.7"),
    /** BPF_LSM_CGROUP; loaded only. */
    LSM_CGROUP("security hooks of a cgroup", "6.0"),
    /** BPF_TRACE_ITER. */
    ITERATOR("iterators", "5.8"),
    /** Kernel probes as perf events. */
    KPROBE("kprobe, kretprobe", "4.17"),
    /** BPF_TRACE_KPROBE_MULTI (CONFIG_FPROBE). */
    KPROBE_MULTI("kprobe.multi (many functions)", "5.18"),
    /** User-space probes as perf events. */
    UPROBE("uprobe, uretprobe", "4.17"),
    /** BPF_TRACE_UPROBE_MULTI. */
    UPROBE_MULTI("uprobe.multi (many places)", "6.6"),
    /** Counters that uprobes raise while they are attached, which USDT calls semaphores (ref_ctr_offset). */
    USDT_SEMAPHORE("USDT semaphores", "4.20"),
    /** A number given with the link to a perf event, which the program sees (bpf_get_attach_cookie). */
    ATTACH_COOKIE("attach cookies", "5.15"),
    /** bpf_probe_write_user, which a kernel that is locked down forbids. */
    WRITE_USER("memory of processes written", "4.8"),
    /** The context of programs at uprobes written; loaded only. */
    WRITE_REGISTERS("registers of processes written", "6.18"),
    /** BPF_PROG_TYPE_PERF_EVENT. */
    PERF_EVENT("sampling (perf event)", "4.9"),
    /** BPF_PROG_TYPE_XDP; loaded only, as attaching touches an interface. */
    XDP("XDP", "4.8"),
    /** BPF_F_XDP_HAS_FRAGS. */
    XDP_FRAGMENTS("XDP for packets in fragments", "5.18"),
    /** BPF_TCX_INGRESS, BPF_TCX_EGRESS. */
    TCX("traffic control by links (tcx)", "6.6"),
    /** BPF_NETKIT_PRIMARY, BPF_NETKIT_PEER. */
    NETKIT("netkit", "6.7"),
    /** BPF_PROG_TYPE_SCHED_CLS. */
    TRAFFIC_CONTROL("traffic control", "4.1"),
    /** BPF_PROG_TYPE_SOCKET_FILTER. */
    SOCKET_FILTER("socket filter", "3.19"),
    /** BPF_PROG_TYPE_CGROUP_SKB by links. */
    CGROUP_SKB("cgroup packets", "5.7"),
    /** BPF_PROG_TYPE_CGROUP_SOCK by links. */
    CGROUP_SOCK("cgroup sockets", "5.7"),
    /** BPF_PROG_TYPE_CGROUP_SOCK_ADDR by links. */
    CGROUP_SOCK_ADDR("cgroup socket addresses", "5.7"),
    /** BPF_CGROUP_UNIX_CONNECT and its kin. */
    CGROUP_UNIX("cgroup unix socket addresses", "6.7"),
    /** BPF_PROG_TYPE_CGROUP_SOCKOPT by links. */
    CGROUP_SOCKOPT("cgroup socket options", "5.7"),
    /** BPF_PROG_TYPE_CGROUP_SYSCTL by links. */
    CGROUP_SYSCTL("cgroup sysctl", "5.7"),
    /** BPF_PROG_TYPE_CGROUP_DEVICE by links. */
    CGROUP_DEVICE("cgroup device files", "5.7"),
    /** BPF_PROG_TYPE_SOCK_OPS by links. */
    SOCK_OPS("TCP events (sock_ops)", "5.7"),
    /** BPF_PROG_TYPE_SK_SKB. */
    SK_SKB("data that sockets receive (sk_skb)", "4.14"),
    /** BPF_PROG_TYPE_SK_MSG. */
    SK_MSG("data that sockets send (sk_msg)", "4.17"),
    /** BPF_PROG_TYPE_SK_LOOKUP. */
    SK_LOOKUP("choice of sockets (sk_lookup)", "5.9"),
    /** BPF_PROG_TYPE_FLOW_DISSECTOR by links. */
    FLOW_DISSECTOR("flow dissector", "5.8"),
    /** BPF_PROG_TYPE_NETFILTER. */
    NETFILTER("netfilter", "6.4"),
    /** BPF_PROG_TYPE_SYSCALL. */
    SYSCALL("syscall programs", "5.14"),
    /** BPF_MAP_TYPE_RINGBUF. */
    RING_BUFFER("ring buffer", "5.8"),
    /** Sign-extending moves and loads, signed division, long jumps. */
    CPU_V4("instructions of cpu v4", "6.6");

    private final String title;
    private final String since;

    KernelFeature(String title, String since) {
        this.title = title;
        this.since = since;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** The first Linux version with it, such as "5.8"; empty where it is no matter of version. */
    public String since() {
        return since;
    }
}
