package dev.skep.bpf.program;

import java.util.Optional;

/** The kinds of program that Skep knows (enum bpf_prog_type). */
public enum ProgramType {
    /** BPF_PROG_TYPE_SOCKET_FILTER: sees a socket's packets. */
    SOCKET_FILTER(1),
    /** BPF_PROG_TYPE_KPROBE: runs at kprobes and uprobes. */
    KPROBE(2),
    /** BPF_PROG_TYPE_SCHED_CLS: sees packets that a device receives or sends, with the kernel's metadata. Since Linux 4.1. */
    SCHED_CLS(3),
    /** BPF_PROG_TYPE_TRACEPOINT: runs at a tracepoint, with its formatted record. */
    TRACEPOINT(5),
    /** BPF_PROG_TYPE_XDP: decides on a packet before the network stack sees it. */
    XDP(6),
    /** BPF_PROG_TYPE_PERF_EVENT: runs at samples of a perf event. */
    PERF_EVENT(7),
    /** BPF_PROG_TYPE_CGROUP_SKB: decides on packets of a cgroup's sockets. Since Linux 4.10. */
    CGROUP_SKB(8),
    /** BPF_PROG_TYPE_CGROUP_SOCK: decides on sockets that a cgroup makes, binds and closes. Since Linux 4.10. */
    CGROUP_SOCK(9),
    /** BPF_PROG_TYPE_SOCK_OPS: hears of events of TCP connections. Since Linux 4.13. */
    SOCK_OPS(13),
    /** BPF_PROG_TYPE_SK_SKB: steers data that sockets in a map receive. Since Linux 4.14. */
    SK_SKB(14),
    /** BPF_PROG_TYPE_CGROUP_DEVICE: decides on the use of device files. Since Linux 4.15. */
    CGROUP_DEVICE(15),
    /** BPF_PROG_TYPE_SK_MSG: steers data that sockets in a map send. Since Linux 4.17. */
    SK_MSG(16),
    /** BPF_PROG_TYPE_RAW_TRACEPOINT: runs at a tracepoint, with its raw arguments. */
    RAW_TRACEPOINT(17),
    /** BPF_PROG_TYPE_CGROUP_SOCK_ADDR: decides on and changes addresses of sockets. Since Linux 4.17. */
    CGROUP_SOCK_ADDR(18),
    /** BPF_PROG_TYPE_SK_REUSEPORT: chooses among sockets that share one port. Since Linux 4.19. */
    SK_REUSEPORT(21),
    /** BPF_PROG_TYPE_FLOW_DISSECTOR: finds the headers of a packet for the kernel's hashes. Since Linux 4.20. */
    FLOW_DISSECTOR(22),
    /** BPF_PROG_TYPE_CGROUP_SYSCTL: decides on reads and writes in /proc/sys. Since Linux 5.2. */
    CGROUP_SYSCTL(23),
    /** BPF_PROG_TYPE_CGROUP_SOCKOPT: decides on and changes socket options. Since Linux 5.3. */
    CGROUP_SOCKOPT(25),
    /** BPF_PROG_TYPE_TRACING: typed tracepoints (tp_btf), entry and exit of kernel functions. Since Linux 5.5. */
    TRACING(26),
    /** BPF_PROG_TYPE_LSM: decides at a security hook. Since Linux 5.7. */
    LSM(29),
    /** BPF_PROG_TYPE_SK_LOOKUP: chooses the socket for a connection or datagram. Since Linux 5.9. */
    SK_LOOKUP(30),
    /** BPF_PROG_TYPE_SYSCALL: runs only by {@link Program#testRun}, and may sleep. Since Linux 5.14. */
    SYSCALL(31),
    /** BPF_PROG_TYPE_NETFILTER: decides at a netfilter hook. Since Linux 6.4. */
    NETFILTER(32);

    private final int number;

    ProgramType(int number) {
        this.number = number;
    }

    /** Its number in enum bpf_prog_type. */
    public int number() {
        return number;
    }

    /** The constant of this number; empty for kinds that Skep does not know. */
    public static Optional<ProgramType> of(int number) {
        for (ProgramType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
