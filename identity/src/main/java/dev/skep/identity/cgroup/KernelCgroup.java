package dev.skep.identity.cgroup;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A control group: include/linux/cgroup-defs.h. */
@KernelStruct("cgroup")
interface KernelCgroup extends Struct {
    /** Its folder. */
    KernfsNode kn();

    /** The hierarchy that it belongs to. */
    CgroupRoot root();
}
