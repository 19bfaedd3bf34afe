package dev.skep.trace.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A thread: include/linux/sched.h. */
@KernelStruct("task_struct")
public interface Task extends Struct {
    /** Thread id. */
    int pid();

    /** Process id. */
    int tgid();

    /** The process that made this one, or the one that took its place. */
    Task real_parent();

    /** Current and root directory. */
    FsStruct fs();

    /** Open files. */
    FilesStruct files();

    /** Memory. */
    MmStruct mm();
}
