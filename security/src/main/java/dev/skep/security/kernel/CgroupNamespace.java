package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A namespace of control groups. */
@KernelStruct("cgroup_namespace")
public interface CgroupNamespace extends Struct {
    /** What all namespaces have. */
    NsCommon ns();
}
