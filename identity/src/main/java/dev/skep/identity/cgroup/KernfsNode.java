package dev.skep.identity.cgroup;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A folder of a control group: include/linux/kernfs.h. */
@KernelStruct("kernfs_node")
interface KernfsNode extends Struct {
    /** The id of the group; on 64-bit machines it is the folder's inode number. */
    long id();
}
