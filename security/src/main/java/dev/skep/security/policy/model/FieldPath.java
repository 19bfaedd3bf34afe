package dev.skep.security.policy.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A way through structs, such as {@code mm.owner.comm} or {@code a[3].b}. Pointers on the way are followed.
 *
 * @param steps its steps, at least one
 */
public record FieldPath(List<Step> steps) {
    /** Copies the list. */
    public FieldPath {
        steps = List.copyOf(steps);
    }

    /** One step. */
    public sealed interface Step {}

    /**
     * To a field.
     *
     * @param name its name
     */
    public record Field(String name) implements Step {
        @Override
        public String toString() {
            return "." + name;
        }
    }

    /**
     * To an element of an array, or of what a pointer points to.
     *
     * @param index which one, from 0
     */
    public record Element(int index) implements Step {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    /** As a policy writes it. */
    @Override
    public String toString() {
        String text = steps.stream().map(Step::toString).collect(Collectors.joining());
        return text.startsWith(".") ? text.substring(1) : text;
    }
}
