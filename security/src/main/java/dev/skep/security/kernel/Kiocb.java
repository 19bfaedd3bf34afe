package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A read or write under way: include/linux/fs.h. */
@KernelStruct("kiocb")
public interface Kiocb extends Struct {
    /** Its file. */
    OpenFile ki_filp();
}
