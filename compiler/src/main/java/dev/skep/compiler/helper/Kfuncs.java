package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Kernel functions (kfuncs) under their names in Java form. They exist in the kernel only: called on the JVM each throws
 * {@link UnsupportedOperationException}.
 *
 * <p>Structs are interfaces with {@link dev.skep.bpf.memory.KernelStruct} and are read by plain loads. What is acquired must be released
 * on every path: a program that forgets it does not compile. Arguments must be objects that the kernel holds for the program
 * ("trusted"): what a typed hook passes, what an acquiring function returned, the current task.
 *
 * <p>Source: {@code kernel/bpf/helpers.c} and {@code fs/bpf_fs_kfuncs.c} v6.18.
 */
public final class Kfuncs {
    private Kfuncs() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /** The task of this id in the root namespace, held; {@code type} is an interface with {@code @KernelStruct("task_struct")}. */
    @Kfunc(name = "bpf_task_from_pid", passes = "$1", since = "6.2", mayBeNull = true, releasedBy = "bpf_task_release")
    public static <T extends Struct> @Nullable T taskFromPid(Class<T> type, int pid) {
        throw kernelOnly();
    }

    /** The task of this id in the current process's namespace, held. */
    @Kfunc(
            name = "bpf_task_from_vpid",
            passes = "$1",
            since = "6.14",
            mayBeNull = true,
            releasedBy = "bpf_task_release")
    public static <T extends Struct> @Nullable T taskFromVpid(Class<T> type, int pid) {
        throw kernelOnly();
    }

    /** Holds {@code task}; null if it is going away. */
    @Kfunc(name = "bpf_task_acquire", passes = "$1", since = "6.2", mayBeNull = true, releasedBy = "bpf_task_release")
    public static <T extends Struct> @Nullable T taskAcquire(Class<T> type, Struct task) {
        throw kernelOnly();
    }

    /** Gives a held task back. */
    @Kfunc(name = "bpf_task_release", passes = "$0", since = "6.2")
    public static void taskRelease(Struct task) {
        throw kernelOnly();
    }

    /** 1 if {@code task} is in the hierarchy below {@code ancestor}, 0 otherwise. */
    @Kfunc(name = "bpf_task_under_cgroup", passes = "$0 $1", since = "6.5")
    public static int taskUnderCgroup(Struct task, Struct ancestor) {
        throw kernelOnly();
    }

    /** The cgroup of this id, held; {@code type} is an interface with {@code @KernelStruct("cgroup")}. */
    @Kfunc(
            name = "bpf_cgroup_from_id",
            passes = "$1",
            since = "6.3",
            mayBeNull = true,
            releasedBy = "bpf_cgroup_release")
    public static <T extends Struct> @Nullable T cgroupFromId(Class<T> type, long id) {
        throw kernelOnly();
    }

    /** Holds {@code cgroup}; null if it is going away. */
    @Kfunc(
            name = "bpf_cgroup_acquire",
            passes = "$1",
            since = "6.2",
            mayBeNull = true,
            releasedBy = "bpf_cgroup_release")
    public static <T extends Struct> @Nullable T cgroupAcquire(Class<T> type, Struct cgroup) {
        throw kernelOnly();
    }

    /** The ancestor at {@code level}, held, 0 being the root; null if there is none. */
    @Kfunc(
            name = "bpf_cgroup_ancestor",
            passes = "$1 $2",
            since = "6.2",
            mayBeNull = true,
            releasedBy = "bpf_cgroup_release")
    public static <T extends Struct> @Nullable T cgroupAncestor(Class<T> type, Struct cgroup, int level) {
        throw kernelOnly();
    }

    /** Gives a held cgroup back. */
    @Kfunc(name = "bpf_cgroup_release", passes = "$0", since = "6.2")
    public static void cgroupRelease(Struct cgroup) {
        throw kernelOnly();
    }

    /** Begins a stretch in which objects under RCU stay; for programs that may sleep, others are in one always. */
    @Kfunc(name = "bpf_rcu_read_lock", since = "6.2")
    public static void rcuReadLock() {
        throw kernelOnly();
    }

    /** Ends it. */
    @Kfunc(name = "bpf_rcu_read_unlock", since = "6.2")
    public static void rcuReadUnlock() {
        throw kernelOnly();
    }

    /** The kernel's own context behind a program's context: {@code xdp_buff}, {@code sk_buff} and others. */
    @Kfunc(name = "bpf_cast_to_kern_ctx", passes = "ctx", since = "6.2")
    public static <T extends Struct> T castToKernCtx(Class<T> type) {
        throw kernelOnly();
    }

    /** The file that {@code task} executes, held; for LSM programs. {@code type} is an interface with {@code @KernelStruct("file")}. */
    @Kfunc(name = "bpf_get_task_exe_file", passes = "$1", since = "6.12", mayBeNull = true, releasedBy = "bpf_put_file")
    public static <T extends Struct> @Nullable T getTaskExeFile(Class<T> type, Struct task) {
        throw kernelOnly();
    }

    /** Gives a held file back. */
    @Kfunc(name = "bpf_put_file", passes = "$0", since = "6.12")
    public static void putFile(Struct file) {
        throw kernelOnly();
    }

    /**
     * The path of a {@code struct path}; for LSM programs.
     *
     * @return the length with the NUL, or a negative errno
     */
    @Kfunc(name = "bpf_path_d_path", passes = "$0 $1 sizeof($1)", since = "6.12")
    public static int pathDPath(Struct path, Bytes destination) {
        throw kernelOnly();
    }
}
