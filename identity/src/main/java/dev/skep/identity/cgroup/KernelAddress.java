package dev.skep.identity.cgroup;

import dev.skep.bpf.memory.Struct;

/** One entry of an array of addresses. */
interface KernelAddress extends Struct {
    /** The address. */
    long value();
}
