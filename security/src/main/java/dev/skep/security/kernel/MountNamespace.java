package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A namespace of mounts. */
@KernelStruct("mnt_namespace")
public interface MountNamespace extends Struct {
    /** What all namespaces have. */
    NsCommon ns();
}
