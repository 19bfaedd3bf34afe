package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A file or folder of cgroupfs: include/linux/kernfs.h. */
@KernelStruct("kernfs_node")
public interface KernfsNode extends Struct {
    /** Its inode number, on 64-bit machines. */
    long id();
}
