package dev.skep.bpf.program;

/** Where within its kind a program is going to be attached (enum bpf_attach_type); the verifier wants to know. */
public enum AttachType {
    /** The kind alone says it. */
    NONE(0, false),
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
    /** BPF_XDP: a network interface. */
    XDP(37, false),
    /** BPF_PERF_EVENT: a perf event, among them tracepoints, kprobes and uprobes. */
    PERF_EVENT(41, false),
    /** BPF_TRACE_KPROBE_MULTI: many kernel functions at once. Since Linux 5.18. */
    TRACE_KPROBE_MULTI(42, false),
    /** BPF_LSM_CGROUP: a security hook, for the processes of a cgroup. Since Linux 6.0. */
    LSM_CGROUP(43, true),
    /** BPF_TRACE_UPROBE_MULTI: many places of one file at once. Since Linux 6.6. */
    TRACE_UPROBE_MULTI(48, false);

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
