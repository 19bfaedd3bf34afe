package dev.skep.security.process;

import java.time.Instant;
import java.util.Optional;

/**
 * One program run by one process: an exec makes a new one of it, a fork makes one that runs the same as its parent.
 *
 * @param id what tells it from all others
 * @param parentId its parent's; empty for the first process and for the first kernel thread
 * @param namespacePid its process id as its own PID namespace counts; 0 in the host's namespace
 * @param program what it runs
 * @param flags how it came to be known
 * @param startTime when it began
 * @param auid the user who logged in, 4294967295 (-1) if nobody did
 * @param user the name of the effective user; empty if it is not known or was not asked for
 * @param credentials its rights at its start
 * @param namespaces its namespaces at its start
 * @param cgroupId what bpf_get_current_cgroup_id gave at its start: whose it is
 * @param references how many still need it
 */
@SuppressWarnings("JavaLangClash") // what users and the kernel call it; nothing here starts programs
public record Process(
        ExecId id,
        Optional<ExecId> parentId,
        int namespacePid,
        Program program,
        ProcessFlags flags,
        Instant startTime,
        int auid,
        Optional<String> user,
        Credentials credentials,
        Namespaces namespaces,
        long cgroupId,
        References references) {
    /** Process id as the host counts. */
    public int pid() {
        return id.pid();
    }

    /** Whether it descends from the first process of a container; false for what was started in it from outside. */
    public boolean inInitTree() {
        return flags.has(ProcessFlag.IN_INIT_TREE);
    }
}
