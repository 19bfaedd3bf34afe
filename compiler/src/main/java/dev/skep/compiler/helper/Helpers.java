package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.ProgramType;

/**
 * The kernel's helpers under their names in Java form. They exist in the kernel only: called on the JVM each throws
 * {@link UnsupportedOperationException}.
 *
 * <p>What a helper does: man page bpf-helpers(7). Which programs may call it, since which kernel, and under which licence, says its
 * {@link Helper} annotation; the compiler refuses other calls. Results that the kernel documents as negative errno
 * are negative here too. Addresses are plain longs; {@link Memory} makes structs of them.
 */
public final class Helpers {
    /** For {@link #getStack}: the stack of the traced process (BPF_F_USER_STACK). */
    public static final long USER_STACK = 1L << 8;

    private Helpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /** Process id (tgid) in the upper 32 bits, thread id in the lower. */
    @Helper(
            id = 14,
            name = "bpf_get_current_pid_tgid",
            since = "4.2",
            callers = Callers.TRACING_AND_SOCKETS,
            everywhereSince = "6.10")
    public static long getCurrentPidTgid() {
        throw kernelOnly();
    }

    /** Group id in the upper 32 bits, user id in the lower. */
    @Helper(
            id = 15,
            name = "bpf_get_current_uid_gid",
            since = "4.2",
            callers = Callers.TRACING_AND_SOCKETS,
            everywhereSince = "6.16")
    public static long getCurrentUidGid() {
        throw kernelOnly();
    }

    /** The thread's command name, NUL-terminated; {@code destination} has 16 bytes. */
    @Helper(
            id = 16,
            name = "bpf_get_current_comm",
            passes = "$0 sizeof($0)",
            since = "4.2",
            callers = Callers.TRACING_AND_CGROUPS,
            everywhereSince = "6.16")
    public static int getCurrentComm(Bytes destination) {
        throw kernelOnly();
    }

    /** Nanoseconds since boot without the time the system slept (CLOCK_MONOTONIC). */
    @Helper(id = 5, name = "bpf_ktime_get_ns", since = "4.1", callers = Callers.EVERY)
    public static long ktimeGetNs() {
        throw kernelOnly();
    }

    /** Nanoseconds since boot with the time the system slept (CLOCK_BOOTTIME). */
    @Helper(id = 125, name = "bpf_ktime_get_boot_ns", since = "5.8", callers = Callers.EVERY)
    public static long ktimeGetBootNs() {
        throw kernelOnly();
    }

    /**
     * As {@link #ktimeGetNs}, but as late as the last tick of the clock (1 to 10 ms), and so at a fraction of the cost: the
     * programs of packets may have it, those that observe may not.
     */
    @Helper(
            id = 160,
            name = "bpf_ktime_get_coarse_ns",
            since = "5.11",
            programs = {
                ProgramType.XDP,
                ProgramType.SCHED_CLS,
                ProgramType.SOCKET_FILTER,
                ProgramType.CGROUP_SKB,
                ProgramType.SK_REUSEPORT,
                ProgramType.CGROUP_SOCK,
                ProgramType.CGROUP_SOCK_ADDR,
                ProgramType.CGROUP_SYSCTL,
                ProgramType.SOCK_OPS,
                ProgramType.SK_MSG,
                ProgramType.SK_LOOKUP,
                ProgramType.SK_SKB,
                ProgramType.FLOW_DISSECTOR
            })
    public static long ktimeGetCoarseNs() {
        throw kernelOnly();
    }

    /** Number of the CPU the program runs on. */
    @Helper(id = 8, name = "bpf_get_smp_processor_id", since = "4.1", callers = Callers.EVERY)
    public static int getSmpProcessorId() {
        throw kernelOnly();
    }

    /** A pseudo-random number. */
    @Helper(id = 7, name = "bpf_get_prandom_u32", since = "4.1", callers = Callers.EVERY)
    public static int getPrandomU32() {
        throw kernelOnly();
    }

    /** Ticks since boot. */
    @Helper(id = 118, name = "bpf_jiffies64", since = "5.6", callers = Callers.EVERY)
    public static long jiffies64() {
        throw kernelOnly();
    }

    /** Id of the thread's cgroup in the unified hierarchy: the inode number of its folder. */
    @Helper(
            id = 80,
            name = "bpf_get_current_cgroup_id",
            since = "4.18",
            callers = Callers.TRACING_AND_SOCKETS,
            everywhereSince = "6.4")
    public static long getCurrentCgroupId() {
        throw kernelOnly();
    }

    /** Id of the ancestor of the thread's cgroup at {@code level}, 0 being the root. */
    @Helper(
            id = 123,
            name = "bpf_get_current_ancestor_cgroup_id",
            passes = "$0",
            since = "5.7",
            callers = Callers.TRACING_AND_SOCKETS,
            everywhereSince = "6.4")
    public static long getCurrentAncestorCgroupId(int level) {
        throw kernelOnly();
    }

    /** Address of the current thread's task_struct, to be read through {@link Memory#atKernel}. */
    @Helper(id = 35, name = "bpf_get_current_task", since = "4.8", callers = Callers.EVERY, gplOnly = true)
    public static long getCurrentTask() {
        throw kernelOnly();
    }

    /** The current thread's task_struct, read by plain loads; {@code type} is an interface with {@code @KernelStruct("task_struct")}. */
    @Helper(id = 158, name = "bpf_get_current_task_btf", since = "5.11", callers = Callers.EVERY, gplOnly = true)
    public static <T extends Struct> T getCurrentTaskBtf(Class<T> type) {
        throw kernelOnly();
    }

    /** The registers with which {@code task} entered the kernel; {@code type} is an interface with {@code @KernelStruct("pt_regs")}. */
    @Helper(id = 175, name = "bpf_task_pt_regs", passes = "$1", since = "5.15", callers = Callers.EVERY, gplOnly = true)
    public static <T extends Struct> T taskPtRegs(Class<T> type, Struct task) {
        throw kernelOnly();
    }

    /**
     * Copies memory of the traced process until {@code destination} is full.
     *
     * @return 0, or a negative errno; {@code destination} is zeroed then
     */
    @Helper(
            id = 112,
            name = "bpf_probe_read_user",
            passes = "$0 sizeof($0) $1",
            since = "5.5",
            callers = Callers.EVERY,
            gplOnly = true)
    public static int probeReadUser(Bytes destination, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUser(Bytes, long)} for {@code size} bytes, which must not exceed the destination. */
    @Helper(
            id = 112,
            name = "bpf_probe_read_user",
            passes = "$0 $1 $2",
            since = "5.5",
            callers = Callers.EVERY,
            gplOnly = true)
    public static int probeReadUser(Bytes destination, int size, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUser(Bytes, long)}, from a kernel address. */
    @Helper(
            id = 113,
            name = "bpf_probe_read_kernel",
            passes = "$0 sizeof($0) $1",
            since = "5.5",
            callers = Callers.EVERY,
            gplOnly = true)
    public static int probeReadKernel(Bytes destination, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUser(Bytes, int, long)}, from a kernel address. */
    @Helper(
            id = 113,
            name = "bpf_probe_read_kernel",
            passes = "$0 $1 $2",
            since = "5.5",
            callers = Callers.EVERY,
            gplOnly = true)
    public static int probeReadKernel(Bytes destination, int size, long address) {
        throw kernelOnly();
    }

    /**
     * Copies a NUL-terminated string of the traced process; a string that does not fit is cut and still ends with NUL.
     *
     * @return the length with the NUL, or a negative errno
     */
    @Helper(
            id = 114,
            name = "bpf_probe_read_user_str",
            passes = "$0 sizeof($0) $1",
            since = "5.5",
            callers = Callers.EVERY,
            gplOnly = true)
    public static int probeReadUserStr(Bytes destination, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUserStr(Bytes, long)} with at most {@code size} bytes. */
    @Helper(
            id = 114,
            name = "bpf_probe_read_user_str",
            passes = "$0 $1 $2",
            since = "5.5",
            callers = Callers.EVERY,
            gplOnly = true)
    public static int probeReadUserStr(Bytes destination, int size, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUserStr(Bytes, long)}, from a kernel address. */
    @Helper(
            id = 115,
            name = "bpf_probe_read_kernel_str",
            passes = "$0 sizeof($0) $1",
            since = "5.5",
            callers = Callers.EVERY,
            gplOnly = true)
    public static int probeReadKernelStr(Bytes destination, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadKernelStr(Bytes, long)} with at most {@code size} bytes. */
    @Helper(
            id = 115,
            name = "bpf_probe_read_kernel_str",
            passes = "$0 $1 $2",
            since = "5.5",
            callers = Callers.EVERY,
            gplOnly = true)
    public static int probeReadKernelStr(Bytes destination, int size, long address) {
        throw kernelOnly();
    }

    /**
     * The path of a {@code struct path} of the kernel; allowed in LSM programs and some fentry programs.
     *
     * @return the length with the NUL, or a negative errno
     */
    @Helper(id = 147, name = "bpf_d_path", passes = "$0 $1 sizeof($1)", since = "5.10", callers = Callers.TYPED)
    public static int dPath(Struct path, Bytes destination) {
        throw kernelOnly();
    }

    /** Sends a signal to the current process; 0, or a negative errno. */
    @Helper(
            id = 109,
            name = "bpf_send_signal",
            passes = "$0",
            since = "5.3",
            callers = Callers.TRACING,
            everywhereSince = "6.16")
    public static int sendSignal(int signal) {
        throw kernelOnly();
    }

    /** Sends a signal to the current thread; 0, or a negative errno. */
    @Helper(
            id = 117,
            name = "bpf_send_signal_thread",
            passes = "$0",
            since = "5.5",
            callers = Callers.TRACING,
            everywhereSince = "6.16")
    public static int sendSignalThread(int signal) {
        throw kernelOnly();
    }

    /** The number given when the program was attached; in raw tracepoints since Linux 6.10. */
    @Helper(id = 174, name = "bpf_get_attach_cookie", passes = "ctx", since = "5.15", callers = Callers.PLACES)
    public static long getAttachCookie() {
        throw kernelOnly();
    }

    /** Nanoseconds of international atomic time (CLOCK_TAI): wall clock without leap seconds. */
    @Helper(id = 208, name = "bpf_ktime_get_tai_ns", since = "6.1", callers = Callers.EVERY)
    public static long ktimeGetTaiNs() {
        throw kernelOnly();
    }

    /** Number of the NUMA node of the CPU that the program runs on. */
    @Helper(id = 42, name = "bpf_get_numa_node_id", since = "4.10", callers = Callers.EVERY)
    public static int getNumaNodeId() {
        throw kernelOnly();
    }

    /**
     * The ids of the current process as its own PID namespace counts them.
     *
     * @param device device number of the namespace's file, {@code st_dev} of {@code /proc/PID/ns/pid}
     * @param inode its inode number
     * @return 0, or a negative errno: -22 if the process is in another namespace; {@code destination} is zeroed then
     */
    @Helper(
            id = 120,
            name = "bpf_get_ns_current_pid_tgid",
            passes = "$0 $1 $2 sizeof($2)",
            since = "5.7",
            callers = Callers.TRACING,
            everywhereSince = "6.10")
    public static int getNsCurrentPidTgid(long device, long inode, NamespaceIds destination) {
        throw kernelOnly();
    }

    /**
     * Copies memory of the traced process until {@code destination} is full, and waits for pages that are not in memory; only hooks
     * that may sleep allow it.
     *
     * @return 0, or a negative errno; {@code destination} is zeroed then
     */
    @Helper(
            id = 148,
            name = "bpf_copy_from_user",
            passes = "$0 sizeof($0) $1",
            since = "5.10",
            callers = Callers.TRACING,
            everywhereSince = "6.16",
            sleeps = true)
    public static int copyFromUser(Bytes destination, long address) {
        throw kernelOnly();
    }

    /** As {@link #copyFromUser}, from another process. */
    @Helper(
            id = 191,
            name = "bpf_copy_from_user_task",
            passes = "$0 sizeof($0) $1 $2 0",
            since = "5.18",
            callers = Callers.TRACING,
            everywhereSince = "6.16",
            gplOnly = true,
            sleeps = true)
    public static int copyFromUserTask(Bytes destination, long address, Struct task) {
        throw kernelOnly();
    }

    /**
     * Writes memory of the traced process. For experiments: the process may see half a write, the kernel warns in its log when the
     * program is loaded, and a locked-down kernel refuses it.
     *
     * @return 0, or a negative errno
     */
    @Helper(
            id = 36,
            name = "bpf_probe_write_user",
            passes = "$0 $1 sizeof($1)",
            since = "4.8",
            callers = Callers.TRACING,
            gplOnly = true)
    public static int probeWriteUser(long address, Bytes source) {
        throw kernelOnly();
    }

    /**
     * The addresses of the current call stack, 8 bytes each.
     *
     * @param flags how many frames to leave out, plus {@link #USER_STACK} for the stack of the traced process
     * @return the number of bytes written, or a negative errno
     */
    @Helper(
            id = 67,
            name = "bpf_get_stack",
            passes = "ctx $0 sizeof($0) $1",
            since = "4.18",
            callers = Callers.TRACING,
            gplOnly = true)
    public static int getStack(Bytes destination, long flags) {
        throw kernelOnly();
    }

    /** As {@link #getStack}, of any task. */
    @Helper(
            id = 141,
            name = "bpf_get_task_stack",
            passes = "$0 $1 sizeof($1) $2",
            since = "5.9",
            callers = Callers.TRACING,
            everywhereSince = "6.16")
    public static int getTaskStack(Struct task, Bytes destination, long flags) {
        throw kernelOnly();
    }

    /**
     * The last branches that the processor took, 24 bytes each: from, to, and flags (struct perf_branch_entry).
     *
     * @return the number of bytes written, or a negative errno: -2 where the processor records none
     */
    @Helper(
            id = 176,
            name = "bpf_get_branch_snapshot",
            passes = "$0 sizeof($0) 0",
            since = "5.16",
            callers = Callers.TRACING,
            everywhereSince = "6.16",
            gplOnly = true)
    public static int getBranchSnapshot(Bytes destination) {
        throw kernelOnly();
    }

    /**
     * Lets the program that is being executed forget secrets: with {@code flags} 1, its process is treated as one whose privileges
     * grow (secureexec).
     */
    @Helper(id = 159, name = "bpf_bprm_opts_set", passes = "$0 $1", since = "5.11", callers = Callers.SECURITY)
    public static int bprmOptsSet(Struct program, long flags) {
        throw kernelOnly();
    }

    /**
     * The hash of a {@code struct file} of the kernel as IMA knows it, or as it works it out now: it reads the whole file then. Needs
     * CONFIG_IMA, and no policy of IMA.
     *
     * @param destination gets the digest, or its beginning; 64 bytes are enough for every one
     * @return the algorithm as {@code enum hash_algo} numbers it (include/uapi/linux/hash_info.h), or a negative errno: EOPNOTSUPP where
     *     there is no hash
     */
    @Helper(
            id = 193,
            name = "bpf_ima_file_hash",
            passes = "$0 $1 sizeof($1)",
            since = "5.18",
            callers = Callers.SECURITY,
            sleeps = true)
    public static int imaFileHash(Struct file, Bytes destination) {
        throw kernelOnly();
    }

    /**
     * Prints to the trace pipe; for looking into a program while it is written. Knows {@code %d %i %u %x %ld %li %lu %lx %lld %p %s};
     * at most three values.
     *
     * @param format known at load time
     * @param values what the format names, in order
     */
    @Helper(id = 6, name = "bpf_trace_printk", since = "4.1", callers = Callers.EVERY, gplOnly = true)
    public static void tracePrintk(String format, long... values) {
        throw kernelOnly();
    }
}
