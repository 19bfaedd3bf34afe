package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A control group: include/linux/cgroup-defs.h. */
@KernelStruct("cgroup")
public interface Cgroup extends Struct {
    /** Its folder. */
    KernfsNode kn();
}
