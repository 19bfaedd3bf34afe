package dev.skep.identity.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Labels that a pod has to have, as Kubernetes writes them: conditions separated by commas, all of which count. {@code app=web}, {@code
 * app==web}, {@code app!=web}, {@code tier in (a,b)}, {@code tier notin (a,b)}, {@code app}, {@code !app}. A label that is not there is
 * not equal to anything.
 *
 * @param conditions what they have to be
 */
public record LabelSelector(List<Condition> conditions) {
    /** Every pod, and what is in none. */
    public static final LabelSelector ANY = new LabelSelector(List.of());

    private static final String LABEL = "[A-Za-z0-9./_-]+";
    private static final String VALUE = "[A-Za-z0-9._-]*";
    private static final Pattern SET = Pattern.compile("(" + LABEL + ")\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EQUAL = Pattern.compile("(" + LABEL + ")\\s*(==|=|!=)\\s*(" + VALUE + ")");
    private static final Pattern PRESENT = Pattern.compile("(!?)\\s*(" + LABEL + ")");

    /** A comma that stands in no parentheses. */
    private static final Pattern SEPARATOR = Pattern.compile(",(?![^(]*\\))");

    /**
     * One of them.
     *
     * @param label its name
     * @param values what it may be; empty if only its presence counts
     * @param negated whether the opposite has to hold
     */
    public record Condition(String label, Optional<Set<String>> values, boolean negated) {
        boolean holds(Map<String, String> labels) {
            String actual = labels.get(label);
            boolean met =
                    actual != null && values.map(some -> some.contains(actual)).orElse(true);
            return met != negated;
        }
    }

    /** Copies the list. */
    public LabelSelector {
        conditions = List.copyOf(conditions);
    }

    /**
     * Reads one; an empty one chooses everything.
     *
     * @throws IllegalArgumentException naming the part that has none of the forms
     */
    public static LabelSelector parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : SEPARATOR.split(text, -1)) {
                conditions.add(condition(part.strip(), text));
            }
        }
        return new LabelSelector(conditions);
    }

    private static Condition condition(String part, String text) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            return new Condition(
                    set.group(1),
                    Optional.of(values(set.group(3))),
                    set.group(2).equals("notin"));
        }
        Matcher equal = EQUAL.matcher(part);
        if (equal.matches()) {
            return new Condition(
                    equal.group(1),
                    Optional.of(Set.of(equal.group(3))),
                    equal.group(2).equals("!="));
        }
        Matcher present = PRESENT.matcher(part);
        if (present.matches()) {
            return new Condition(
                    present.group(2), Optional.empty(), !present.group(1).isEmpty());
        }
        throw new IllegalArgumentException("'" + text + "' is no label selector"
                + (part.equals(text) ? "" : ": '" + part + "'") + " (app=web, app!=web, tier in (a,b), app, !app)");
    }

    private static Set<String> values(String list) {
        return Pattern.compile(",").splitAsStream(list).map(String::strip).collect(Collectors.toUnmodifiableSet());
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
