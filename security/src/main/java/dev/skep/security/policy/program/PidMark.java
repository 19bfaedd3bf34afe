package dev.skep.security.policy.program;

import java.util.Set;

/**
 * Processes by number, with all that descends from them.
 *
 * @param bit its place in what is kept of processes
 * @param pids the numbers
 * @param inNamespace whether they are those of the process's own PID namespace
 */
public record PidMark(int bit, Set<Integer> pids, boolean inNamespace) {
    /** Copies. */
    public PidMark {
        pids = Set.copyOf(pids);
    }
}
