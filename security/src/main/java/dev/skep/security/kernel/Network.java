package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A namespace of the network. */
@KernelStruct("net")
public interface Network extends Struct {
    /** What all namespaces have. */
    NsCommon ns();
}
