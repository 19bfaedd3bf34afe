package dev.skep.security.policy.read;

import dev.skep.security.policy.PolicyProblem;
import dev.skep.security.policy.model.Policy;
import java.util.List;

/**
 * What a file has.
 *
 * @param policies its policies, at least one
 * @param remarks what it says without effect
 */
public record PolicyFile(List<Policy> policies, List<PolicyProblem> remarks) {
    /** Copies the lists. */
    public PolicyFile {
        policies = List.copyOf(policies);
        remarks = List.copyOf(remarks);
    }
}
