package dev.skep.security.process;

import dev.skep.events.Event;
import java.util.List;
import java.util.Optional;

/**
 * Something that a process did, or that happened to it. Features bring kinds of their own; those of this package are {@link
 * LifecycleEvent}.
 */
public interface ProcessEvent extends Event {
    /** Who did it. */
    Process process();

    /** Thread id of who did it: that of the process for execs and exits. */
    default int tid() {
        return process().pid();
    }

    /** Its parent, unless it has none or it is not known. */
    Optional<Process> parent();

    /** The parents of its parent, the next one first; empty unless asked for. */
    List<Process> ancestors();
}
