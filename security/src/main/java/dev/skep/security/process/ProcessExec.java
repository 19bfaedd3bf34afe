package dev.skep.security.process;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process began to run a program; also sent, with {@link ProcessFlag#PROC_FS}, for what ran before.
 *
 * @param process as it is from now on
 * @param parent its parent
 * @param ancestors the parents of the parent
 */
public record ProcessExec(Process process, Optional<Process> parent, List<Process> ancestors)
        implements LifecycleEvent {
    /** Copies. */
    public ProcessExec {
        ancestors = List.copyOf(ancestors);
    }

    @Override
    public Instant time() {
        return process.startTime();
    }
}
