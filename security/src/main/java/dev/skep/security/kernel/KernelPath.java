package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A place in the tree of files: include/linux/path.h. */
@KernelStruct("path")
public interface KernelPath extends Struct {
    /** Its mount. */
    VfsMount mnt();

    /** The entry in its file system. */
    Dentry dentry();
}
