package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.process.Namespaces;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessTable;

/** The namespaces of the host: those of its first process. */
final class HostNamespaces {
    private final ProcessTable processes;

    HostNamespaces(ProcessTable processes) {
        this.processes = processes;
    }

    /**
     * The inode number of one.
     *
     * @throws Refused if it is not known
     */
    long inode(NamespaceKind kind) {
        Namespaces namespaces = processes
                .running(1)
                .map(Process::namespaces)
                .orElseThrow(() -> Refused.because("which namespaces are the host's is not known: process 1 is not"));
        int inode = switch (kind) {
            case UTS -> namespaces.uts();
            case IPC -> namespaces.ipc();
            case MNT -> namespaces.mnt();
            case PID -> namespaces.pid();
            case PID_FOR_CHILDREN -> namespaces.pidForChildren();
            case NET -> namespaces.net();
            case TIME -> namespaces.time();
            case TIME_FOR_CHILDREN -> namespaces.timeForChildren();
            case CGROUP -> namespaces.cgroup();
            case USER -> namespaces.user();
        };
        if (inode == 0) {
            throw Refused.because("the host's " + kind.tetragonName() + " namespace is not known");
        }
        return Integer.toUnsignedLong(inode);
    }
}
