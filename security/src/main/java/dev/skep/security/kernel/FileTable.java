package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The table of open files: include/linux/fdtable.h. */
@KernelStruct("fdtable")
public interface FileTable extends Struct {
    /** Number of entries. */
    int max_fds();

    /** Address of the array of addresses of files. */
    long fd();
}
