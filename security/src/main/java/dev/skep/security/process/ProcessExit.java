package dev.skep.security.process;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The last thread of a process ended.
 *
 * @param process what ended
 * @param parent its parent
 * @param ancestors the parents of the parent
 * @param signal the signal that killed it, 0 if none did; {@link SignalName} has names
 * @param status what it returned, 0 to 255; 0 if a signal killed it
 * @param time when it ended
 */
public record ProcessExit(
        Process process, Optional<Process> parent, List<Process> ancestors, int signal, int status, Instant time)
        implements LifecycleEvent {
    /** Copies. */
    public ProcessExit {
        ancestors = List.copyOf(ancestors);
    }
}
