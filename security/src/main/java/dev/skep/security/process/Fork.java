package dev.skep.security.process;

import java.util.Optional;

/**
 * What the kernel told of a process without an exec.
 *
 * @param maker makes the process
 * @param pid process id as the host counts
 * @param start when it was made
 * @param namespacePid process id as its own PID namespace counts; 0 in the host's namespace
 * @param own what a thread of the kernel runs; empty for what its parent runs
 * @param flags bits of {@link ProcessFlag}
 * @param cgroup its control group
 */
record Fork(
        ProcessMaker maker, int pid, long start, int namespacePid, Optional<ThreadName> own, int flags, long cgroup) {
    Process process(Process parent, References references) {
        return maker.forked(this, parent, references);
    }
}
