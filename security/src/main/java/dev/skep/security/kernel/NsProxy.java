package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The namespaces of a process: include/linux/nsproxy.h. */
@KernelStruct("nsproxy")
public interface NsProxy extends Struct {
    /** Host names. */
    UtsNamespace uts_ns();

    /** System V IPC. */
    IpcNamespace ipc_ns();

    /** Mounts. */
    MountNamespace mnt_ns();

    /** Process ids of children. */
    PidNamespace pid_ns_for_children();

    /** Network. */
    Network net_ns();

    /** Clocks. */
    TimeNamespace time_ns();

    /** Clocks of children. */
    TimeNamespace time_ns_for_children();

    /** Control groups. */
    CgroupNamespace cgroup_ns();
}
