package dev.skep.identity.cgroup;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A thread, as far as its groups go: include/linux/sched.h. */
@KernelStruct("task_struct")
interface GroupedTask extends Struct {
    /** Its groups. */
    CssSet cgroups();
}
