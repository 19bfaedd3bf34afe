package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Struct;

/** The ids of a thread as its PID namespace counts them (struct bpf_pidns_info). */
public interface NamespaceIds extends Struct {
    /** The thread's id. */
    int pid();

    /** The process's id. */
    int tgid();
}
