package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A namespace of host names. */
@KernelStruct("uts_namespace")
public interface UtsNamespace extends Struct {
    /** What all namespaces have. */
    NsCommon ns();
}
