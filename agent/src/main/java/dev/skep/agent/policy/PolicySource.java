package dev.skep.agent.policy;

import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.PolicyProblem;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.read.PolicyFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Brings policies of places that change, such as files, to the manager. What is wrong with them is logged, and shown with the policies. A
 * place that cannot be read any more keeps the policies that it had. Not for several threads.
 */
final class PolicySource {
    private static final System.Logger LOGGER = System.getLogger(PolicySource.class.getName());

    private final PolicyManager manager;
    private final Predicate<PolicyOrigin> isGone;
    private final Map<PolicyOrigin, Set<PolicyName>> known = new HashMap<>();

    /** Reads a place. */
    interface Read {
        /** Reads it. */
        PolicyFile read() throws Exception;
    }

    /**
     * Knows no place yet.
     *
     * @param isGone whether a place is no longer there: its policies may be somewhere else now
     */
    PolicySource(PolicyManager manager, Predicate<PolicyOrigin> isGone) {
        this.manager = manager;
        this.isGone = isGone;
    }

    /** A place is new, or has changed. */
    void changed(PolicyOrigin origin, Read reading) {
        Set<PolicyName> before = known.getOrDefault(origin, Set.of());
        PolicyFile file;
        try {
            file = reading.read();
        } catch (PolicyException wrong) {
            cannotRead(origin, before, String.valueOf(wrong.getMessage()));
            return;
        } catch (Exception unreadable) {
            cannotRead(origin, before, origin.where() + ": " + unreadable.getMessage());
            return;
        }
        manager.unreadable(origin, "");
        file.remarks().forEach(remark -> LOGGER.log(System.Logger.Level.WARNING, remark.toString()));
        Set<PolicyName> now = new HashSet<>();
        for (Policy policy : file.policies()) {
            now.add(policy.name());
            put(policy, origin);
        }
        before.stream().filter(name -> !now.contains(name)).forEach(name -> delete(name, origin));
        known.put(origin, now);
    }

    private void cannotRead(PolicyOrigin origin, Set<PolicyName> before, String error) {
        LOGGER.log(System.Logger.Level.WARNING, error);
        if (before.isEmpty()) {
            manager.unreadable(origin, error);
        } else {
            before.forEach(name -> manager.outdated(name, error));
        }
    }

    private void put(Policy policy, PolicyOrigin origin) {
        try {
            manager.put(
                    policy,
                    origin,
                    there -> there.equals(origin) || (there.domain().equals(origin.domain()) && isGone.test(there)));
            LOGGER.log(System.Logger.Level.INFO, "policy " + policy.name() + " of " + origin + " is in force");
        } catch (PolicyRefusedException refused) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "policy " + policy.name() + " of " + origin + " is not in force: " + refused.getMessage());
        }
    }

    /** A place is gone, and its policies with it, unless another has them now. */
    void gone(PolicyOrigin origin) {
        manager.unreadable(origin, "");
        Set<PolicyName> names = known.remove(origin);
        if (names != null) {
            names.forEach(name -> delete(name, origin));
        }
    }

    private void delete(PolicyName name, PolicyOrigin origin) {
        boolean there = manager.list().stream()
                .anyMatch(entry -> entry.name().equals(name) && entry.origin().equals(origin));
        if (!there) {
            return;
        }
        try {
            manager.delete(name, origin::equals);
            LOGGER.log(System.Logger.Level.INFO, "policy " + name + " of " + origin + " is gone");
        } catch (PolicyRefusedException refused) {
            LOGGER.log(System.Logger.Level.WARNING, "policy " + name + " of " + origin + ": " + refused.getMessage());
        }
    }

    /** What is wrong with a text, in a few words. */
    static String summary(PolicyException wrong) {
        PolicyProblem first = wrong.problems().getFirst();
        int others = wrong.problems().size() - 1;
        return first + (others > 0 ? " (and " + others + " more)" : "");
    }
}
