package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A file: include/linux/fs.h. */
@KernelStruct("inode")
public interface Inode extends Struct {
    /** Its number. */
    long i_ino();

    /** Type and permissions. */
    int i_mode();

    /** How many names it has. */
    int i_nlink();
}
