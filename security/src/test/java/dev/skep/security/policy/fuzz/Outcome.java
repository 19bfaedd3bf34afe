package dev.skep.security.policy.fuzz;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of an act.
 *
 * @param returned what it returned, an error as a negative number; empty if it was not done, or who did it died before it could be told
 * @param signals signals that it brought, that of its death too
 */
record Outcome(Optional<Long> returned, Set<Integer> signals) {
    static final int SIGKILL = 9;

    /** Before it is done. */
    static final Outcome NONE = new Outcome(Optional.empty(), Set.of());

    /** As {@code actor.py} tells it: the result or -, and signals. */
    static Outcome of(String result, String signals) {
        Set<Integer> all = new TreeSet<>();
        for (String signal : signals.isEmpty() ? new String[0] : signals.split(",", -1)) {
            all.add(Integer.valueOf(signal));
        }
        return new Outcome(result.equals("-") ? Optional.empty() : Optional.of(Long.valueOf(result)), all);
    }

    /** Whether it was the end of who did it. */
    boolean killed() {
        return signals.contains(SIGKILL);
    }
}
