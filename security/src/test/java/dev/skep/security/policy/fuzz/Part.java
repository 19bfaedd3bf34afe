package dev.skep.security.policy.fuzz;

import java.util.List;

/**
 * What one process does while some policies are in force.
 *
 * @param policies the policies
 * @param actor the process
 * @param apart whether another process is forked for each act
 * @param acts what it does, one after the other
 */
record Part(List<Given> policies, Actor actor, boolean apart, List<Act> acts) {
    /** Copies. */
    Part {
        policies = List.copyOf(policies);
        acts = List.copyOf(acts);
    }

    /** With other policies. */
    Part under(List<Given> others) {
        return new Part(others, actor, apart, acts);
    }

    /** With other acts. */
    Part doing(List<Act> others) {
        return new Part(policies, actor, apart, others);
    }
}
