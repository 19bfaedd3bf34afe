package dev.skep.security.process;

import java.util.List;
import java.util.Optional;

/** The processes of this host as they are known now. Safe for several threads. */
public interface ProcessTable {
    /** The one that runs under this process id, as the host counts. */
    Optional<Process> running(int pid);

    /** The one of this id, which may have ended not long ago. */
    Optional<Process> find(ExecId id);

    /** All that run. */
    List<Process> running();
}
