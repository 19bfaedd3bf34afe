package dev.skep.security.policy.event;

import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process mapped a file with code: what a policy with {@code loader} asks for.
 *
 * @param time when
 * @param process who
 * @param tid its thread
 * @param parent the parent of {@code process}
 * @param ancestors the parents of the parent, where they are asked for
 * @param path the file
 * @param buildId what its linker wrote into it; empty if nothing
 */
@SuppressWarnings({"JavaLangClash", "ArrayRecordComponent"}) // as in ProcessEvent; shown once, never compared
public record LoaderEvent(
        Instant time,
        Process process,
        int tid,
        Optional<Process> parent,
        List<Process> ancestors,
        String path,
        byte[] buildId)
        implements ProcessEvent {
    /** Copies. */
    public LoaderEvent {
        ancestors = List.copyOf(ancestors);
    }
}
