package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The ids of a thread in all PID namespaces: include/linux/pid.h. */
@KernelStruct("pid")
public interface PidStruct extends Struct {
    /** How deep its namespace is: 0 for that of the host. */
    int level();

    /** The first of {@code level + 1} ids. */
    Upid numbers();
}
