package dev.skep.bench.program;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A thread: include/linux/sched.h. */
@KernelStruct("task_struct")
interface Task extends Struct {
    int pid();

    int tgid();

    Task real_parent();
}
