package dev.skep.identity.cgroup;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The groups of a thread in all hierarchies: include/linux/cgroup-defs.h. */
@KernelStruct("css_set")
interface CssSet extends Struct {}
