package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A thread: include/linux/sched.h. */
@KernelStruct("task_struct")
public interface Task extends Struct {
    /** Thread id. */
    int pid();

    /** Process id. */
    int tgid();

    /** The {@code PF_} bits. */
    int flags();

    /** When it was made, nanoseconds of {@code CLOCK_MONOTONIC}. */
    long start_time();

    /** What it returned, and the signal that killed it, as wait(2) has them. */
    int exit_code();

    /** The process that made this one, or the one that took its place. */
    Task real_parent();

    /** The first thread of the process. */
    Task group_leader();

    /** What all threads of the process share. */
    SignalStruct signal();

    /** Its ids in all PID namespaces. */
    PidStruct thread_pid();

    /** Its namespaces; null when it ends. */
    NsProxy nsproxy();

    /** Its rights. */
    Cred cred();

    /** The user who logged in. */
    KernelId loginuid();

    /** Its open files. */
    FilesStruct files();

    /** Current and root directory. */
    FsStruct fs();

    /** Memory; null for kernel threads. */
    MmStruct mm();

    /** Its control groups. */
    CssSet cgroups();
}
