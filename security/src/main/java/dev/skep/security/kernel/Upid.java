package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The id of a thread in one PID namespace: include/linux/pid.h. */
@KernelStruct("upid")
public interface Upid extends Struct {
    /** The id. */
    int nr();

    /** The namespace. */
    PidNamespace ns();
}
