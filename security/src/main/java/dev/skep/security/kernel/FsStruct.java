package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The directories of a process: include/linux/fs_struct.h. */
@KernelStruct("fs_struct")
public interface FsStruct extends Struct {
    /** Root directory. */
    KernelPath root();

    /** Current directory. */
    KernelPath pwd();
}
