package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A namespace of clocks. */
@KernelStruct("time_namespace")
public interface TimeNamespace extends Struct {
    /** What all namespaces have. */
    NsCommon ns();
}
