package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A socket as the process sees it: include/linux/net.h. */
@KernelStruct("socket")
public interface Socket extends Struct {
    /** The protocol's part. */
    Sock sk();
}
