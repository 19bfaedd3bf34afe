package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A name that a process gave: include/linux/fs.h. */
@KernelStruct("filename")
public interface FileName extends Struct {
    /** Address of the characters in the kernel, ended by NUL. */
    long name();
}
