package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A counted string: include/linux/dcache.h. */
@KernelStruct("qstr")
public interface Qstr extends Struct {
    /** Bytes, without the NUL. */
    int len();

    /** Address of the characters, ended by NUL. */
    long name();
}
