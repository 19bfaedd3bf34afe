package dev.skep.trace.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A program that is started: include/linux/binfmts.h. */
@KernelStruct("linux_binprm")
public interface LinuxBinprm extends Struct {
    /** Address of the file name as it was given. */
    long filename();

    /** Address of the name of what runs it: the same unless the file is a script. */
    long interp();
}
