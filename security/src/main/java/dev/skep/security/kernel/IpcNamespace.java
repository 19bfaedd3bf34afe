package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A namespace of System V IPC. */
@KernelStruct("ipc_namespace")
public interface IpcNamespace extends Struct {
    /** What all namespaces have. */
    NsCommon ns();
}
