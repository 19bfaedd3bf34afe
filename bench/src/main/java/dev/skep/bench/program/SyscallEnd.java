package dev.skep.bench.program;

import dev.skep.bpf.memory.Struct;

/** What the tracepoints syscalls/sys_exit_* pass. */
interface SyscallEnd extends Struct {
    long ret();
}
