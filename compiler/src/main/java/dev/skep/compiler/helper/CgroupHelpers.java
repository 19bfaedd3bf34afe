package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.SysctlContext;

/**
 * The kernel's helpers for cgroup hooks under their names in Java form: error numbers, sysctl. They exist in the kernel only: called on
 * the JVM each throws {@link UnsupportedOperationException}.
 */
public final class CgroupHelpers {
    private CgroupHelpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /** What the programs before this one decided: 0, or the negative errno that the process is going to see. */
    @Helper(
            id = 186,
            name = "bpf_get_retval",
            since = "5.18",
            programs = {
                ProgramType.CGROUP_SOCK,
                ProgramType.CGROUP_DEVICE,
                ProgramType.CGROUP_SOCK_ADDR,
                ProgramType.CGROUP_SYSCTL,
                ProgramType.CGROUP_SOCKOPT,
                ProgramType.LSM
            })
    public static int getRetval() {
        throw kernelOnly();
    }

    /** Chooses the errno that the process sees where the program refuses, rather than EPERM; negative. 0, or a negative errno. */
    @Helper(
            id = 187,
            name = "bpf_set_retval",
            passes = "$0",
            since = "5.18",
            programs = {
                ProgramType.CGROUP_SOCK,
                ProgramType.CGROUP_DEVICE,
                ProgramType.CGROUP_SOCK_ADDR,
                ProgramType.CGROUP_SYSCTL,
                ProgramType.CGROUP_SOCKOPT,
                ProgramType.LSM
            })
    public static int setRetval(int errno) {
        throw kernelOnly();
    }

    /**
     * The file's path below /proc/sys, NUL-terminated.
     *
     * @param flags BPF_F_SYSCTL_BASE_NAME (1): without the folders
     * @return the length without the NUL, or a negative errno
     */
    @Helper(
            id = 101,
            name = "bpf_sysctl_get_name",
            passes = "$0 $1 sizeof($1) $2",
            since = "5.2",
            programs = ProgramType.CGROUP_SYSCTL)
    public static int sysctlGetName(SysctlContext context, Bytes to, long flags) {
        throw kernelOnly();
    }

    /** The present content, NUL-terminated; the length without the NUL, or a negative errno. */
    @Helper(
            id = 102,
            name = "bpf_sysctl_get_current_value",
            passes = "$0 $1 sizeof($1)",
            since = "5.2",
            programs = ProgramType.CGROUP_SYSCTL)
    public static int sysctlGetCurrentValue(SysctlContext context, Bytes to) {
        throw kernelOnly();
    }

    /** What the process is about to write, NUL-terminated; the length without the NUL, or a negative errno. */
    @Helper(
            id = 103,
            name = "bpf_sysctl_get_new_value",
            passes = "$0 $1 sizeof($1)",
            since = "5.2",
            programs = ProgramType.CGROUP_SYSCTL)
    public static int sysctlGetNewValue(SysctlContext context, Bytes to) {
        throw kernelOnly();
    }

    /** Writes something else than the process wanted; 0, or a negative errno. */
    @Helper(
            id = 104,
            name = "bpf_sysctl_set_new_value",
            passes = "$0 $1 sizeof($1)",
            since = "5.2",
            programs = ProgramType.CGROUP_SYSCTL)
    public static int sysctlSetNewValue(SysctlContext context, Bytes value) {
        throw kernelOnly();
    }
}
