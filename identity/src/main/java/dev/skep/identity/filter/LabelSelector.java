package dev.skep.identity.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labels that a pod has to have, as kubectl writes them: {@code app=web,tier!=db,release,!canary}. All of them count.
 *
 * @param conditions what they have to be
 */
public record LabelSelector(List<Condition> conditions) {
    /** Every pod, and what is in none. */
    public static final LabelSelector ANY = new LabelSelector(List.of());

    /**
     * One of them.
     *
     * @param label its name
     * @param value what it has to be; empty if only its presence counts
     * @param negated whether the opposite has to hold
     */
    public record Condition(String label, Optional<String> value, boolean negated) {
        boolean holds(Map<String, String> labels) {
            String actual = labels.get(label);
            boolean equal = actual != null && value.map(actual::equals).orElse(true);
            return equal != negated;
        }
    }

    /** Copies the list. */
    public LabelSelector {
        conditions = List.copyOf(conditions);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if a part of it is none of the four forms
     */
    public static LabelSelector parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            conditions.add(condition(part.strip(), text));
        }
        return new LabelSelector(conditions);
    }

    private static Condition condition(String part, String text) {
        int equals = part.indexOf('=');
        boolean negated = equals > 0 ? part.charAt(equals - 1) == '!' : part.startsWith("!");
        String label = equals < 0 ? part.substring(negated ? 1 : 0) : part.substring(0, equals - (negated ? 1 : 0));
        if (label.isBlank() || label.indexOf('!') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "': expected label=value, label!=value, label or !label, not '" + part + "'");
        }
        if (equals < 0) {
            return new Condition(label.strip(), Optional.empty(), negated);
        }
        int value = part.startsWith("==", equals) ? equals + 2 : equals + 1;
        return new Condition(label.strip(), Optional.of(part.substring(value).strip()), negated);
    }

    /** Whether it matters. */
    boolean restricts() {
        return !conditions.isEmpty();
    }

    /** Whether the labels are those of a pod that is chosen. */
    public boolean accepts(Map<String, String> labels) {
        return conditions.stream().allMatch(condition -> condition.holds(labels));
    }
}
