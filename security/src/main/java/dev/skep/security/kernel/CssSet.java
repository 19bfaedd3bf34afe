package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The control groups of a process: include/linux/cgroup-defs.h. */
@KernelStruct("css_set")
public interface CssSet extends Struct {
    /** That of the unified hierarchy. */
    Cgroup dfl_cgrp();
}
