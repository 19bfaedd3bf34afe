package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.IteratorMeta;

/**
 * The kernel's helpers under their names in Java form. They exist in the kernel only: called on the JVM each throws
 * {@link UnsupportedOperationException}.
 *
 * <p>What a helper does, and which programs may call it: man page bpf-helpers(7). Results that the kernel documents as negative errno
 * are negative here too. Addresses are plain longs; {@link Memory} makes structs of them.
 */
public final class Helpers {
    private Helpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /** Process id (tgid) in the upper 32 bits, thread id in the lower. */
    @Helper(id = 14, name = "bpf_get_current_pid_tgid", since = "4.2")
    public static long getCurrentPidTgid() {
        throw kernelOnly();
    }

    /** Group id in the upper 32 bits, user id in the lower. */
    @Helper(id = 15, name = "bpf_get_current_uid_gid", since = "4.2")
    public static long getCurrentUidGid() {
        throw kernelOnly();
    }

    /** The thread's command name, NUL-terminated; {@code destination} has 16 bytes. */
    @Helper(id = 16, name = "bpf_get_current_comm", passes = "$0 sizeof($0)", since = "4.2")
    public static int getCurrentComm(Bytes destination) {
        throw kernelOnly();
    }

    /** Nanoseconds since boot without the time the system slept (CLOCK_MONOTONIC). */
    @Helper(id = 5, name = "bpf_ktime_get_ns", since = "4.1")
    public static long ktimeGetNs() {
        throw kernelOnly();
    }

    /** Nanoseconds since boot with the time the system slept (CLOCK_BOOTTIME). */
    @Helper(id = 125, name = "bpf_ktime_get_boot_ns", since = "5.8")
    public static long ktimeGetBootNs() {
        throw kernelOnly();
    }

    /** Number of the CPU the program runs on. */
    @Helper(id = 8, name = "bpf_get_smp_processor_id", since = "4.1")
    public static int getSmpProcessorId() {
        throw kernelOnly();
    }

    /** A pseudo-random number. */
    @Helper(id = 7, name = "bpf_get_prandom_u32", since = "4.1")
    public static int getPrandomU32() {
        throw kernelOnly();
    }

    /** Ticks since boot. */
    @Helper(id = 118, name = "bpf_jiffies64", since = "5.6")
    public static long jiffies64() {
        throw kernelOnly();
    }

    /** Id of the thread's cgroup in the unified hierarchy: the inode number of its folder. */
    @Helper(id = 80, name = "bpf_get_current_cgroup_id", since = "4.18")
    public static long getCurrentCgroupId() {
        throw kernelOnly();
    }

    /** Id of the ancestor of the thread's cgroup at {@code level}, 0 being the root. */
    @Helper(id = 123, name = "bpf_get_current_ancestor_cgroup_id", passes = "$0", since = "5.7")
    public static long getCurrentAncestorCgroupId(int level) {
        throw kernelOnly();
    }

    /** Address of the current thread's task_struct, to be read through {@link Memory#atKernel}. */
    @Helper(id = 35, name = "bpf_get_current_task", since = "4.8")
    public static long getCurrentTask() {
        throw kernelOnly();
    }

    /** The current thread's task_struct, read by plain loads; {@code type} is an interface with {@code @KernelStruct("task_struct")}. */
    @Helper(id = 158, name = "bpf_get_current_task_btf", since = "5.11")
    public static <T extends Struct> T getCurrentTaskBtf(Class<T> type) {
        throw kernelOnly();
    }

    /** The registers with which {@code task} entered the kernel; {@code type} is an interface with {@code @KernelStruct("pt_regs")}. */
    @Helper(id = 175, name = "bpf_task_pt_regs", passes = "$1", since = "5.15")
    public static <T extends Struct> T taskPtRegs(Class<T> type, Struct task) {
        throw kernelOnly();
    }

    /**
     * Copies memory of the traced process until {@code destination} is full.
     *
     * @return 0, or a negative errno; {@code destination} is zeroed then
     */
    @Helper(id = 112, name = "bpf_probe_read_user", passes = "$0 sizeof($0) $1", since = "5.5")
    public static int probeReadUser(Bytes destination, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUser(Bytes, long)} for {@code size} bytes, which must not exceed the destination. */
    @Helper(id = 112, name = "bpf_probe_read_user", passes = "$0 $1 $2", since = "5.5")
    public static int probeReadUser(Bytes destination, int size, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUser(Bytes, long)}, from a kernel address. */
    @Helper(id = 113, name = "bpf_probe_read_kernel", passes = "$0 sizeof($0) $1", since = "5.5")
    public static int probeReadKernel(Bytes destination, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUser(Bytes, int, long)}, from a kernel address. */
    @Helper(id = 113, name = "bpf_probe_read_kernel", passes = "$0 $1 $2", since = "5.5")
    public static int probeReadKernel(Bytes destination, int size, long address) {
        throw kernelOnly();
    }

    /**
     * Copies a NUL-terminated string of the traced process; a string that does not fit is cut and still ends with NUL.
     *
     * @return the length with the NUL, or a negative errno
     */
    @Helper(id = 114, name = "bpf_probe_read_user_str", passes = "$0 sizeof($0) $1", since = "5.5")
    public static int probeReadUserStr(Bytes destination, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUserStr(Bytes, long)} with at most {@code size} bytes. */
    @Helper(id = 114, name = "bpf_probe_read_user_str", passes = "$0 $1 $2", since = "5.5")
    public static int probeReadUserStr(Bytes destination, int size, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadUserStr(Bytes, long)}, from a kernel address. */
    @Helper(id = 115, name = "bpf_probe_read_kernel_str", passes = "$0 sizeof($0) $1", since = "5.5")
    public static int probeReadKernelStr(Bytes destination, long address) {
        throw kernelOnly();
    }

    /** As {@link #probeReadKernelStr(Bytes, long)} with at most {@code size} bytes. */
    @Helper(id = 115, name = "bpf_probe_read_kernel_str", passes = "$0 $1 $2", since = "5.5")
    public static int probeReadKernelStr(Bytes destination, int size, long address) {
        throw kernelOnly();
    }

    /**
     * The path of a {@code struct path} of the kernel; allowed in LSM programs and some fentry programs.
     *
     * @return the length with the NUL, or a negative errno
     */
    @Helper(id = 147, name = "bpf_d_path", passes = "$0 $1 sizeof($1)", since = "5.10")
    public static int dPath(Struct path, Bytes destination) {
        throw kernelOnly();
    }

    /** Sends a signal to the current process; 0, or a negative errno. */
    @Helper(id = 109, name = "bpf_send_signal", passes = "$0", since = "5.3")
    public static int sendSignal(int signal) {
        throw kernelOnly();
    }

    /** Sends a signal to the current thread; 0, or a negative errno. */
    @Helper(id = 117, name = "bpf_send_signal_thread", passes = "$0", since = "5.5")
    public static int sendSignalThread(int signal) {
        throw kernelOnly();
    }

    /** In a kprobe of a function that allows it: the function returns {@code result} at once. */
    @Helper(id = 58, name = "bpf_override_return", passes = "ctx $0", since = "4.16")
    public static int overrideReturn(long result) {
        throw kernelOnly();
    }

    /** Address of the function that the program is attached to. */
    @Helper(id = 173, name = "bpf_get_func_ip", passes = "ctx", since = "5.15")
    public static long getFuncIp() {
        throw kernelOnly();
    }

    /** The number given when the program was attached. */
    @Helper(id = 174, name = "bpf_get_attach_cookie", passes = "ctx", since = "5.15")
    public static long getAttachCookie() {
        throw kernelOnly();
    }

    /**
     * In an iterator: writes a record, which whoever reads the iterator gets.
     *
     * @return 0, or a negative errno where the buffer is full; the kernel then enlarges it and runs the program for the same element again
     */
    @Helper(id = 127, name = "bpf_seq_write", passes = "$0 $1 sizeof($1)", since = "5.7")
    public static int seqWrite(IteratorMeta.SeqFile seq, Struct record) {
        throw kernelOnly();
    }

    /**
     * In an iterator: writes text. Knows what {@code printf} of the kernel knows for numbers and addresses, and {@code %s} of a kernel
     * address; at most twelve values.
     *
     * @param format known at load time
     * @param values what the format names, in order
     */
    @Helper(id = 126, name = "bpf_seq_printf", since = "5.7")
    public static void seqPrintf(IteratorMeta.SeqFile seq, String format, long... values) {
        throw kernelOnly();
    }

    /**
     * In a program that may sleep: copies memory of the traced process, also what is not in memory yet.
     *
     * @return 0, or a negative errno
     */
    @Helper(id = 148, name = "bpf_copy_from_user", passes = "$0 sizeof($0) $1", since = "5.10")
    public static int copyFromUser(Bytes destination, long address) {
        throw kernelOnly();
    }

    /**
     * Prints to the trace pipe; for looking into a program while it is written. Knows {@code %d %i %u %x %ld %li %lu %lx %lld %p %s};
     * at most three values.
     *
     * @param format known at load time
     * @param values what the format names, in order
     */
    public static void tracePrintk(String format, long... values) {
        throw kernelOnly();
    }
}
