package dev.skep.security.policy;

import dev.skep.security.policy.model.Place;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A policy that cannot be read, or not be put into force. */
public final class PolicyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<PolicyProblem> problems;

    /** For all that is wrong, of which there is something. */
    public PolicyException(List<PolicyProblem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /** For one thing that is wrong. */
    public PolicyException(Place place, String field, String message) {
        this(List.of(new PolicyProblem(place, field, message)));
    }

    private static String text(List<PolicyProblem> problems) {
        return problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n"));
    }

    /** All that is wrong, in the order of the text. */
    public List<PolicyProblem> problems() {
        return problems;
    }
}
