package dev.skep.compiler.helper;

import dev.skep.bpf.map.CgroupArray;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.ProgramType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's helpers that ask about tasks and what belongs to them. They exist in the kernel only: called on the JVM each throws
 * {@link UnsupportedOperationException}.
 */
public final class TaskHelpers {
    private TaskHelpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /**
     * Whether the current task is in the cgroup at {@code index} or below it.
     *
     * @return 1 if it is, 0 if not, a negative errno: -11 (EAGAIN) if there is no cgroup at this index
     */
    @Helper(
            id = 37,
            name = "bpf_current_task_under_cgroup",
            passes = "$0 $1",
            since = "4.9",
            callers = Callers.TRACING_AND_CGROUPS,
            later = {
                ProgramType.CGROUP_SOCK,
                ProgramType.CGROUP_DEVICE,
                ProgramType.CGROUP_SOCK_ADDR,
                ProgramType.CGROUP_SYSCTL,
                ProgramType.CGROUP_SOCKOPT
            },
            laterSince = "6.12",
            everywhereSince = "6.16")
    public static int currentTaskUnderCgroup(CgroupArray cgroups, int index) {
        throw kernelOnly();
    }

    /**
     * Calls {@code sink} with the stretch of a task's memory that an address lies in.
     *
     * @param type an interface with {@code @KernelStruct("vm_area_struct")}
     * @return 0; -2 (ENOENT) if the task has none or nothing lies there, -16 (EBUSY) if its memory is being changed
     */
    @Helper(id = 180, name = "bpf_find_vma", since = "5.17", callers = Callers.TRACING, everywhereSince = "6.16")
    public static <V extends Struct> int findVma(Struct task, long address, Class<V> type, Consumer<V> sink) {
        throw kernelOnly();
    }

    /** The socket behind an open file, or null; {@code type} is an interface with {@code @KernelStruct("socket")}. */
    @Helper(
            id = 162,
            name = "bpf_sock_from_file",
            passes = "$1",
            since = "5.11",
            callers = Callers.TYPED,
            mayBeNull = true)
    public static <T extends Struct> @Nullable T sockFromFile(Class<T> type, Struct file) {
        throw kernelOnly();
    }
}
