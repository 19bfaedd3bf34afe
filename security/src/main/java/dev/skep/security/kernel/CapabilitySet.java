package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** Capabilities, 64 bits: one number, before Linux 6.3 two halves (include/linux/capability.h). */
@KernelStruct("kernel_cap_t")
public interface CapabilitySet extends Struct {}
