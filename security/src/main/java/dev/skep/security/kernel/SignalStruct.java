package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** What all threads of a process share: include/linux/sched/signal.h. */
@KernelStruct("signal_struct")
public interface SignalStruct extends Struct {
    /** How many threads live. */
    KernelAtomic live();

    /** The {@code SIGNAL_} bits. */
    int flags();

    /** The exit code of all threads, where one call or signal ended them all. */
    int group_exit_code();
}
