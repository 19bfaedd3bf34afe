package dev.skep.security.policy.model;

import java.util.List;

/**
 * A condition on the path of a binary.
 *
 * @param operator how it is compared
 * @param paths with what
 * @param followChildren whether descendants of such processes count too, whatever they execute; only with In and NotIn
 * @param place where it stands
 */
public record BinaryMatch(Operator operator, List<MatchValue.Text> paths, boolean followChildren, Place place) {
    /** Copies the list. */
    public BinaryMatch {
        paths = List.copyOf(paths);
    }

    /** How paths are compared. */
    public enum Operator {
        /** Is one of them. */
        IN("In"),
        /** Is none of them. */
        NOT_IN("NotIn"),
        /** Begins with one of them. */
        PREFIX("Prefix"),
        /** Begins with none of them. */
        NOT_PREFIX("NotPrefix"),
        /** Ends with one of them. */
        POSTFIX("Postfix"),
        /** Ends with none of them. */
        NOT_POSTFIX("NotPostfix");

        private final String tetragonName;

        Operator(String tetragonName) {
            this.tetragonName = tetragonName;
        }

        /** As policies write it. */
        public String tetragonName() {
            return tetragonName;
        }
    }
}
