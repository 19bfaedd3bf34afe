package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A group id as the kernel counts: include/linux/uidgid_types.h. */
@KernelStruct("kgid_t")
public interface KernelGroupId extends Struct {
    /** The number. */
    int val();
}
