package dev.skep.security.policy.fuzz;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of an act.
 *
 * @param returned what it returned, an error as a negative number; empty if it was not done, or who did it died before it could be told
 * @param foreseen what the same had returned before that no policy is about; empty if it was not tried
 * @param signals signals that it brought, that of its death too
 */
record Outcome(Optional<Long> returned, Optional<Long> foreseen, Set<Integer> signals) {
    static final int SIGKILL = 9;

    /** Before it is done. */
    static final Outcome NONE = new Outcome(Optional.empty(), Optional.empty(), Set.of());

    /** As {@code actor.py} tells it: the results or -, and signals. */
    static Outcome of(String foreseen, String result, String signals) {
        Set<Integer> all = new TreeSet<>();
        for (String signal : signals.isEmpty() ? new String[0] : signals.split(",", -1)) {
            all.add(Integer.valueOf(signal));
        }
        return new Outcome(result(result), result(foreseen), all);
    }

    private static Optional<Long> result(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(Long.valueOf(text));
    }

    /** What it returned, or would have told if it had not been the end of who did it. */
    Optional<Long> known() {
        return returned.or(() -> foreseen);
    }

    /** Whether it was the end of who did it. */
    boolean killed() {
        return signals.contains(SIGKILL);
    }
}
