package dev.skep.security.kernel;

import dev.skep.bpf.memory.Struct;

/** Eight bytes, read as one number. */
public interface KernelWord extends Struct {
    /** The bytes. */
    long value();
}
