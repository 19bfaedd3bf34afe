package dev.skep.security.policy.model;

import java.util.List;

/**
 * A condition on arguments, on data, or on the return value.
 *
 * @param positions positions in the hook's {@link Hook#arguments()} or {@link Hook#data()}, from 0: one; two of CapabilitiesGained (old,
 *     new); none of CelExpr. Of the return value it is always 0
 * @param operator how it is compared
 * @param values with what; of which one has to fit, or none of the operators that say Not
 * @param place where it stands
 */
public record ArgumentMatch(List<Integer> positions, Operator operator, List<MatchValue> values, Place place) {
    /** Copies the lists. */
    public ArgumentMatch {
        positions = List.copyOf(positions);
        values = List.copyOf(values);
    }
}
