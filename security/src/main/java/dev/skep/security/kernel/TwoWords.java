package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/**
 * Sixteen bytes anywhere in the kernel, as two numbers. Stands for memory that no struct describes, such as the characters of a name;
 * {@code struct timespec64} of include/linux/time64.h is the plainest struct that has two, and every kernel has it.
 */
@KernelStruct("timespec64")
public interface TwoWords extends Struct {
    /** The first eight bytes. */
    long tv_sec();

    /** The next eight bytes. */
    long tv_nsec();
}
