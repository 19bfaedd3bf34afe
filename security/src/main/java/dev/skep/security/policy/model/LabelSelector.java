package dev.skep.security.policy.model;

import java.util.List;
import java.util.Map;

/**
 * A label selector of Kubernetes: all requirements have to hold.
 *
 * @param requirements the requirements; none is every set of labels
 */
public record LabelSelector(List<Requirement> requirements) {
    /** Every set of labels ({@code {}}). */
    public static final LabelSelector ANY = new LabelSelector(List.of());

    /** Copies the list. */
    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** Whether labels meet all requirements. */
    public boolean accepts(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }

    /**
     * One requirement.
     *
     * @param label the label's name
     * @param operator what about it
     * @param values values of In and NotIn; none of the others
     * @param place where it stands
     */
    public record Requirement(String label, Operator operator, List<String> values, Place place) {
        /** Copies the list. */
        public Requirement {
            values = List.copyOf(values);
        }

        boolean holds(Map<String, String> labels) {
            String value = labels.get(label);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    /** What has to hold of a label. */
    public enum Operator {
        /** Its value is one of them. */
        IN("In"),
        /** It is not there, or its value is none of them. */
        NOT_IN("NotIn"),
        /** It is there. */
        EXISTS("Exists"),
        /** It is not there. */
        DOES_NOT_EXIST("DoesNotExist");

        private final String kubernetesName;

        Operator(String kubernetesName) {
            this.kubernetesName = kubernetesName;
        }

        /** As Kubernetes writes it. */
        public String kubernetesName() {
            return kubernetesName;
        }
    }
}
