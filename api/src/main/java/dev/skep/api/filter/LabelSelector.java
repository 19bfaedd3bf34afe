package dev.skep.api.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label selector of Kubernetes: requirements separated by commas, all of which hold. {@code app=web}, {@code app==web}, {@code app!=web},
 * {@code tier in (a,b)}, {@code tier notin (a,b)}, {@code app}, {@code !app}.
 */
public final class LabelSelector {
    private static final String KEY = "[A-Za-z0-9./_-]+";
    private static final Pattern SET = Pattern.compile("(" + KEY + ")\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EQUAL = Pattern.compile("(" + KEY + ")\\s*(==|=|!=)\\s*([A-Za-z0-9._-]*)");
    private static final Pattern PRESENT = Pattern.compile("(!?)\\s*(" + KEY + ")");
    /** A comma that stands in no parentheses. */
    private static final Pattern SEPARATOR = Pattern.compile(",(?![^(]*\\))");

    private final List<Predicate<Map<String, String>>> requirements;

    private LabelSelector(List<Predicate<Map<String, String>>> requirements) {
        this.requirements = requirements;
    }

    /**
     * Reads one; an empty one selects everything.
     *
     * @throws IllegalArgumentException with the part that makes no sense
     */
    public static LabelSelector parse(String text) {
        List<Predicate<Map<String, String>>> requirements = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : SEPARATOR.split(text, -1)) {
                requirements.add(requirement(part.strip(), text));
            }
        }
        return new LabelSelector(List.copyOf(requirements));
    }

    private static Predicate<Map<String, String>> requirement(String part, String text) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            String key = set.group(1);
            Set<String> values = Set.copyOf(Pattern.compile(",")
                    .splitAsStream(set.group(3))
                    .map(String::strip)
                    .distinct()
                    .toList());
            boolean in = Objects.equals(set.group(2), "in");
            return labels -> in == values.contains(labels.get(key) == null ? "\0" : labels.get(key));
        }
        Matcher equal = EQUAL.matcher(part);
        if (equal.matches()) {
            String key = equal.group(1);
            String value = equal.group(3);
            boolean not = Objects.equals(equal.group(2), "!=");
            return labels -> not != value.equals(labels.get(key));
        }
        Matcher present = PRESENT.matcher(part);
        if (present.matches()) {
            String key = present.group(2);
            boolean absent = !present.group(1).isEmpty();
            return labels -> absent != labels.containsKey(key);
        }
        throw new IllegalArgumentException("'" + text + "' is no label selector"
                + (part.equals(text) ? "" : ": '" + part + "'") + " (app=web, app!=web, tier in (a,b), app, !app)");
    }

    /** Whether labels meet all requirements. */
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }
}
