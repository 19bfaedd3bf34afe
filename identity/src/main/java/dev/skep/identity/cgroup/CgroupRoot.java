package dev.skep.identity.cgroup;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A hierarchy: include/linux/cgroup-defs.h. */
@KernelStruct("cgroup_root")
interface CgroupRoot extends Struct {
    /** Its number in /proc/self/cgroup: 0 for version 2. */
    int hierarchy_id();
}
