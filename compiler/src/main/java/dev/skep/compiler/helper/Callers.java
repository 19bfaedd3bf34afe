package dev.skep.compiler.helper;

import dev.skep.bpf.program.ProgramType;
import java.util.EnumSet;
import java.util.Set;

/** Kinds of program that may call the same helpers. */
public enum Callers {
    /** Not stated here: the verifier decides. */
    UNSTATED("hooks that the verifier allows", EnumSet.allOf(ProgramType.class)),
    /** Every program. */
    EVERY("every hook", EnumSet.allOf(ProgramType.class)),
    /** Programs that observe: probes, tracepoints of all kinds, perf events, functions, security hooks, syscall programs. */
    TRACING(
            "probes, tracepoints, perf events, @TpBtf, @Fentry, @Fexit, @Lsm and @Syscall",
            EnumSet.of(
                    ProgramType.KPROBE,
                    ProgramType.TRACEPOINT,
                    ProgramType.PERF_EVENT,
                    ProgramType.RAW_TRACEPOINT,
                    ProgramType.TRACING,
                    ProgramType.LSM,
                    ProgramType.SYSCALL)),
    /** Programs that observe, and those of cgroups that run for the current task. */
    TRACING_AND_CGROUPS(
            "probes, tracepoints, perf events, @TpBtf, @Fentry, @Fexit, @Lsm, @Syscall and the hooks of cgroups that run"
                    + " for a task",
            EnumSet.of(
                    ProgramType.KPROBE,
                    ProgramType.TRACEPOINT,
                    ProgramType.PERF_EVENT,
                    ProgramType.RAW_TRACEPOINT,
                    ProgramType.TRACING,
                    ProgramType.LSM,
                    ProgramType.SYSCALL,
                    ProgramType.CGROUP_SOCK,
                    ProgramType.CGROUP_DEVICE,
                    ProgramType.CGROUP_SOCK_ADDR,
                    ProgramType.CGROUP_SYSCTL,
                    ProgramType.CGROUP_SOCKOPT)),
    /** Those, and programs for the data of sockets. */
    TRACING_AND_SOCKETS(
            "probes, tracepoints, perf events, @TpBtf, @Fentry, @Fexit, @Lsm, @Syscall, @SkMsg and the hooks of cgroups that"
                    + " run for a task",
            EnumSet.of(
                    ProgramType.KPROBE,
                    ProgramType.TRACEPOINT,
                    ProgramType.PERF_EVENT,
                    ProgramType.RAW_TRACEPOINT,
                    ProgramType.TRACING,
                    ProgramType.LSM,
                    ProgramType.SYSCALL,
                    ProgramType.SK_MSG,
                    ProgramType.CGROUP_SOCK,
                    ProgramType.CGROUP_DEVICE,
                    ProgramType.CGROUP_SOCK_ADDR,
                    ProgramType.CGROUP_SYSCTL,
                    ProgramType.CGROUP_SOCKOPT)),
    /** Programs that observe and are attached to a place: all of those but syscall programs. */
    PLACES(
            "probes, tracepoints, perf events, @TpBtf, @Fentry, @Fexit and @Lsm",
            EnumSet.of(
                    ProgramType.KPROBE,
                    ProgramType.TRACEPOINT,
                    ProgramType.PERF_EVENT,
                    ProgramType.RAW_TRACEPOINT,
                    ProgramType.TRACING,
                    ProgramType.LSM)),
    /** Kernel probes and user-space probes. */
    PROBES("@Kprobe, @Kretprobe, @Uprobe and @Uretprobe", EnumSet.of(ProgramType.KPROBE)),
    /** Programs that may have typed pointers of the kernel. */
    TYPED(
            "@TpBtf, @Fentry, @Fexit, @Lsm and @Syscall",
            EnumSet.of(ProgramType.TRACING, ProgramType.LSM, ProgramType.SYSCALL)),
    /** Programs that the kernel reaches through a BPF trampoline. */
    TRAMPOLINES("@Fentry, @Fexit and @Lsm", EnumSet.of(ProgramType.TRACING, ProgramType.LSM)),
    /** Programs that print the kernel's objects. */
    ITERATORS("@Iterator", EnumSet.of(ProgramType.TRACING)),
    /** Security hooks. */
    SECURITY("@Lsm", EnumSet.of(ProgramType.LSM));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // copied, and never handed out
    private final Set<ProgramType> types;

    Callers(String words, Set<ProgramType> types) {
        this.words = words;
        this.types = types;
    }

    /** The hooks in the user's words. */
    public String words() {
        return words;
    }

    /** Whether programs of this type belong to it. */
    public boolean contains(ProgramType type) {
        return types.contains(type);
    }
}
