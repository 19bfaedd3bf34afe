package dev.skep.trace.kernel;

import dev.skep.bpf.memory.Struct;

/** Eight bytes, such as one entry of an array of addresses. */
public interface KernelWord extends Struct {
    /** The bytes. */
    long value();
}
