package dev.skep.bench.program;

import dev.skep.bpf.memory.Struct;

/** What the tracepoint syscalls/sys_enter_openat passes. */
interface OpenatStart extends Struct {
    long filename();

    long flags();
}
