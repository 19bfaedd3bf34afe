package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** An open file: include/linux/fs.h. */
@KernelStruct("file")
public interface OpenFile extends Struct {
    /** Where it is. */
    KernelPath f_path();

    /** What it is. */
    Inode f_inode();
}
