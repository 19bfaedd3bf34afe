package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The open files of a process: include/linux/fdtable.h. */
@KernelStruct("files_struct")
public interface FilesStruct extends Struct {
    /** The table of the moment. */
    FileTable fdt();
}
