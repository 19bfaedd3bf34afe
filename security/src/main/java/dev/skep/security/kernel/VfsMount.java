package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The public part of a mount: include/linux/mount.h. */
@KernelStruct("vfsmount")
public interface VfsMount extends Struct {
    /** The root of what is mounted. */
    Dentry mnt_root();
}
