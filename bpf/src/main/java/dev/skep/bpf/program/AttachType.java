package dev.skep.bpf.program;

/** Where within its kind a program is going to be attached (enum bpf_attach_type); the verifier wants to know. */
public enum AttachType {
    /** The kind alone says it. */
    NONE(0, false),
    /** BPF_CGROUP_INET_INGRESS: a packet that a socket of the cgroup receives. Since Linux 4.10. */
    CGROUP_INET_INGRESS(0, false),
    /** BPF_CGROUP_INET_EGRESS: a packet that a socket of the cgroup sends. Since Linux 4.10. */
    CGROUP_INET_EGRESS(1, false),
    /** BPF_CGROUP_INET_SOCK_CREATE: a socket is made. Since Linux 4.10. */
    CGROUP_INET_SOCK_CREATE(2, false),
    /** BPF_CGROUP_SOCK_OPS: events of TCP connections. Since Linux 4.13. */
    CGROUP_SOCK_OPS(3, false),
    /** BPF_SK_SKB_STREAM_PARSER: where a message of a stream ends. Since Linux 4.14. */
    SK_SKB_STREAM_PARSER(4, false),
    /** BPF_SK_SKB_STREAM_VERDICT: where a message of a stream goes. Since Linux 4.14. */
    SK_SKB_STREAM_VERDICT(5, false),
    /** BPF_CGROUP_DEVICE: a device file is made, read or written. Since Linux 4.15. */
    CGROUP_DEVICE(6, false),
    /** BPF_SK_MSG_VERDICT: where sent data goes. Since Linux 4.17. */
    SK_MSG_VERDICT(7, false),
    /** BPF_CGROUP_INET4_BIND. Since Linux 4.17. */
    CGROUP_INET4_BIND(8, false),
    /** BPF_CGROUP_INET6_BIND. Since Linux 4.17. */
    CGROUP_INET6_BIND(9, false),
    /** BPF_CGROUP_INET4_CONNECT. Since Linux 4.17. */
    CGROUP_INET4_CONNECT(10, false),
    /** BPF_CGROUP_INET6_CONNECT. Since Linux 4.17. */
    CGROUP_INET6_CONNECT(11, false),
    /** BPF_CGROUP_INET4_POST_BIND. Since Linux 4.17. */
    CGROUP_INET4_POST_BIND(12, false),
    /** BPF_CGROUP_INET6_POST_BIND. Since Linux 4.17. */
    CGROUP_INET6_POST_BIND(13, false),
    /** BPF_CGROUP_UDP4_SENDMSG: a datagram with an address, on a socket that is not connected. Since Linux 4.18. */
    CGROUP_UDP4_SENDMSG(14, false),
    /** BPF_CGROUP_UDP6_SENDMSG. Since Linux 4.18. */
    CGROUP_UDP6_SENDMSG(15, false),
    /** BPF_FLOW_DISSECTOR: finds the headers of a packet. Since Linux 4.20. */
    FLOW_DISSECTOR(17, false),
    /** BPF_CGROUP_SYSCTL: a file in /proc/sys is read or written. Since Linux 5.2. */
    CGROUP_SYSCTL(18, false),
    /** BPF_CGROUP_UDP4_RECVMSG: the sender's address as it is told to the receiver. Since Linux 5.2. */
    CGROUP_UDP4_RECVMSG(19, false),
    /** BPF_CGROUP_UDP6_RECVMSG. Since Linux 5.2. */
    CGROUP_UDP6_RECVMSG(20, false),
    /** BPF_CGROUP_GETSOCKOPT. Since Linux 5.3. */
    CGROUP_GETSOCKOPT(21, false),
    /** BPF_CGROUP_SETSOCKOPT. Since Linux 5.3. */
    CGROUP_SETSOCKOPT(22, false),
    /** BPF_TRACE_RAW_TP: a typed tracepoint (tp_btf). */
    TRACE_RAW_TP(23, false),
    /** BPF_TRACE_FENTRY: the entry of a kernel function. */
    TRACE_FENTRY(24, true),
    /** BPF_TRACE_FEXIT: the exit of a kernel function, with its result. */
    TRACE_FEXIT(25, true),
    /** BPF_MODIFY_RETURN: before a kernel function that allows errors to be injected. */
    MODIFY_RETURN(26, true),
    /** BPF_LSM_MAC: a security hook. */
    LSM_MAC(27, true),
    /** BPF_TRACE_ITER: a list of the kernel's, read by user space. Since Linux 5.8. */
    TRACE_ITER(28, false),
    /** BPF_CGROUP_INET4_GETPEERNAME. Since Linux 5.8. */
    CGROUP_INET4_GETPEERNAME(29, false),
    /** BPF_CGROUP_INET6_GETPEERNAME. Since Linux 5.8. */
    CGROUP_INET6_GETPEERNAME(30, false),
    /** BPF_CGROUP_INET4_GETSOCKNAME. Since Linux 5.8. */
    CGROUP_INET4_GETSOCKNAME(31, false),
    /** BPF_CGROUP_INET6_GETSOCKNAME. Since Linux 5.8. */
    CGROUP_INET6_GETSOCKNAME(32, false),
    /** BPF_XDP_DEVMAP: a packet on its way out of the device that a map led to. Since Linux 5.8. */
    XDP_DEVMAP(33, false),
    /** BPF_CGROUP_INET_SOCK_RELEASE: a socket is closed. Since Linux 5.9. */
    CGROUP_INET_SOCK_RELEASE(34, false),
    /** BPF_XDP_CPUMAP: a packet on the processor that a map led to. Since Linux 5.9. */
    XDP_CPUMAP(35, false),
    /** BPF_SK_LOOKUP: which socket gets a connection or datagram. Since Linux 5.9. */
    SK_LOOKUP(36, false),
    /** BPF_XDP: a network interface. */
    XDP(37, false),
    /** BPF_SK_SKB_VERDICT: where received data goes, without a parser. Since Linux 5.13. */
    SK_SKB_VERDICT(38, false),
    /** BPF_SK_REUSEPORT_SELECT: which of several sockets of one port. Since Linux 5.14, before without a name. */
    SK_REUSEPORT_SELECT(39, false),
    /** BPF_PERF_EVENT: a perf event, among them tracepoints, kprobes and uprobes. */
    PERF_EVENT(41, false),
    /** BPF_TRACE_KPROBE_MULTI: many kernel functions at once. Since Linux 5.18. */
    TRACE_KPROBE_MULTI(42, false),
    /** BPF_LSM_CGROUP: a security hook, for the processes of a cgroup. Since Linux 6.0. */
    LSM_CGROUP(43, true),
    /** BPF_NETFILTER: a netfilter hook. Since Linux 6.4. */
    NETFILTER(45, false),
    /** BPF_TCX_INGRESS: packets that a device receives. Since Linux 6.6. */
    TCX_INGRESS(46, false),
    /** BPF_TCX_EGRESS: packets that a device sends. Since Linux 6.6. */
    TCX_EGRESS(47, false),
    /** BPF_TRACE_UPROBE_MULTI: many places of one file at once. Since Linux 6.6. */
    TRACE_UPROBE_MULTI(48, false),
    /** BPF_CGROUP_UNIX_CONNECT. Since Linux 6.7. */
    CGROUP_UNIX_CONNECT(49, false),
    /** BPF_CGROUP_UNIX_SENDMSG. Since Linux 6.7. */
    CGROUP_UNIX_SENDMSG(50, false),
    /** BPF_CGROUP_UNIX_RECVMSG. Since Linux 6.7. */
    CGROUP_UNIX_RECVMSG(51, false),
    /** BPF_CGROUP_UNIX_GETPEERNAME. Since Linux 6.7. */
    CGROUP_UNIX_GETPEERNAME(52, false),
    /** BPF_CGROUP_UNIX_GETSOCKNAME. Since Linux 6.7. */
    CGROUP_UNIX_GETSOCKNAME(53, false),
    /** BPF_NETKIT_PRIMARY: packets that the near end of a netkit pair sends. Since Linux 6.7. */
    NETKIT_PRIMARY(54, false),
    /** BPF_NETKIT_PEER: packets that the far end of a netkit pair sends. Since Linux 6.7. */
    NETKIT_PEER(55, false);

    private final int number;
    private final boolean trampoline;

    AttachType(int number, boolean trampoline) {
        this.number = number;
        this.trampoline = trampoline;
    }

    /** Its number in enum bpf_attach_type. */
    public int number() {
        return number;
    }

    /** Whether the kernel patches a function of its own to get there, which some kernels refuse. */
    public boolean needsTrampoline() {
        return trampoline;
    }
}
