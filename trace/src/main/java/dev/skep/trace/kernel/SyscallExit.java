package dev.skep.trace.kernel;

import dev.skep.bpf.memory.Struct;

/** What every tracepoint {@code syscalls/sys_exit_*} passes. */
public interface SyscallExit extends Struct {
    /** Number of the system call. */
    int __syscall_nr();

    /** The result, or a negative error number. */
    long ret();
}
