package dev.skep.security.policy.model;

import java.util.List;

/**
 * A condition on the process's number (of the thread group).
 *
 * @param operator whether it has to be one of them
 * @param pids the numbers, 32 bits unsigned
 * @param namespacePid whether they are those of the process's own PID namespace, and not of the host
 * @param followForks whether descendants of such processes count too
 * @param place where it stands
 */
public record PidMatch(
        SetOperator operator, List<Integer> pids, boolean namespacePid, boolean followForks, Place place) {
    /** Copies the list. */
    public PidMatch {
        pids = List.copyOf(pids);
    }
}
