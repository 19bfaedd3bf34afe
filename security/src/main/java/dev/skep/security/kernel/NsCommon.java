package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** What all namespaces have: include/linux/ns_common.h. */
@KernelStruct("ns_common")
public interface NsCommon extends Struct {
    /** The inode number. */
    int inum();
}
