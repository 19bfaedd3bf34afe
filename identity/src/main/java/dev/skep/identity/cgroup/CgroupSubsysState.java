package dev.skep.identity.cgroup;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** What a controller keeps for a group: include/linux/cgroup-defs.h. */
@KernelStruct("cgroup_subsys_state")
interface CgroupSubsysState extends Struct {
    /** The group. */
    KernelCgroup cgroup();
}
