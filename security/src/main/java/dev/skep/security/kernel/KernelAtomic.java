package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A number that several processors change: include/linux/types.h. */
@KernelStruct("atomic_t")
public interface KernelAtomic extends Struct {
    /** The number. */
    int counter();
}
