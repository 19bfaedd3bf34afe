package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A namespace of process ids. */
@KernelStruct("pid_namespace")
public interface PidNamespace extends Struct {
    /** What all namespaces have. */
    NsCommon ns();
}
