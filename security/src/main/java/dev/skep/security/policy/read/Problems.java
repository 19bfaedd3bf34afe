package dev.skep.security.policy.read;

import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.PolicyProblem;
import dev.skep.security.policy.model.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a file, collected while it is read; what is read of it meanwhile is of no use then. */
final class Problems {
    /** Whoever has made so many mistakes reads no further. */
    private static final int MOST = 100;

    private static final Comparator<PolicyProblem> IN_ORDER = Comparator.comparingInt(
                    (PolicyProblem problem) -> problem.place().line())
            .thenComparingInt(problem -> problem.place().column());

    private final Set<PolicyProblem> errors = new LinkedHashSet<>();
    private final Set<PolicyProblem> remarks = new LinkedHashSet<>();

    /** Something that is wrong. */
    void add(Place place, String field, String message) {
        add(errors, place, field, message);
    }

    /** Something that is allowed, but does nothing. */
    void remark(Place place, String field, String message) {
        add(remarks, place, field, message);
    }

    private static void add(Set<PolicyProblem> to, Place place, String field, String message) {
        if (to.size() < MOST) {
            to.add(new PolicyProblem(place, field, message));
        }
    }

    /** How much is wrong until now. */
    int count() {
        return errors.size();
    }

    /** The remarks, in the order of the file. */
    List<PolicyProblem> remarks() {
        return sorted(remarks);
    }

    /**
     * Ends the reading if something is wrong.
     *
     * @throws PolicyException if so
     */
    void check() {
        if (!errors.isEmpty()) {
            throw new PolicyException(sorted(errors));
        }
    }

    private static List<PolicyProblem> sorted(Set<PolicyProblem> problems) {
        List<PolicyProblem> sorted = new ArrayList<>(problems);
        sorted.sort(IN_ORDER);
        return sorted;
    }
}
