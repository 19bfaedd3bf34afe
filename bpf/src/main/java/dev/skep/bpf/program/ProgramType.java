package dev.skep.bpf.program;

import java.util.Optional;

/** The kinds of program that Skep knows (enum bpf_prog_type). */
public enum ProgramType {
    /** BPF_PROG_TYPE_SOCKET_FILTER: sees a socket's packets. */
    SOCKET_FILTER(1),
    /** BPF_PROG_TYPE_KPROBE: runs at kprobes and uprobes. */
    KPROBE(2),
    /** BPF_PROG_TYPE_TRACEPOINT: runs at a tracepoint, with its formatted record. */
    TRACEPOINT(5),
    /** BPF_PROG_TYPE_XDP: decides on a packet before the network stack sees it. */
    XDP(6),
    /** BPF_PROG_TYPE_PERF_EVENT: runs at samples of a perf event. */
    PERF_EVENT(7),
    /** BPF_PROG_TYPE_RAW_TRACEPOINT: runs at a tracepoint, with its raw arguments. */
    RAW_TRACEPOINT(17),
    /** BPF_PROG_TYPE_TRACING: typed tracepoints (tp_btf), entry and exit of kernel functions. Since Linux 5.5. */
    TRACING(26),
    /** BPF_PROG_TYPE_LSM: decides at a security hook. Since Linux 5.7. */
    LSM(29),
    /** BPF_PROG_TYPE_SYSCALL: runs only by {@link Program#testRun}, and may sleep. Since Linux 5.14. */
    SYSCALL(31);

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
