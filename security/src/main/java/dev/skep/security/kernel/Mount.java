package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A mount: fs/mount.h. Its embedded {@code vfsmount} is what paths point to. */
@KernelStruct("mount")
public interface Mount extends Struct {
    /** Address of the mount that this one stands on; the mount itself at the root of a namespace. */
    long mnt_parent();

    /** The entry that this mount covers. */
    Dentry mnt_mountpoint();

    /** The part that the rest of the kernel sees. */
    VfsMount mnt();
}
