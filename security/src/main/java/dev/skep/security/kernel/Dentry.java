package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A name in a directory: include/linux/dcache.h. */
@KernelStruct("dentry")
public interface Dentry extends Struct {
    /** The directory; the entry itself at the root of a file system. */
    Dentry d_parent();

    /** The name. */
    Qstr d_name();

    /** The file; null where there is none. */
    Inode d_inode();
}
