package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A user id as the kernel counts: include/linux/uidgid_types.h. */
@KernelStruct("kuid_t")
public interface KernelId extends Struct {
    /** The number. */
    int val();
}
