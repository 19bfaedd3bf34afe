package dev.skep.security.policy.read;

import dev.skep.security.policy.model.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads ways through structs, such as {@code mm.owner.comm} and {@code a[3].b}. */
final class FieldPathReader {
    private static final Pattern STEP =
            Pattern.compile("\\.?(?<field>[A-Za-z_][A-Za-z0-9_]*)|\\[(?<element>[0-9]{1,9})]");
    private static final int MOST_STEPS = 64;

    private FieldPathReader() {}

    static Optional<FieldPath> read(Element element) {
        String text = element.text();
        List<FieldPath.Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int end = 0;
        while (end < text.length() && step.find(end) && step.start() == end && follows(text, end)) {
            String field = step.group("field");
            steps.add(
                    field != null
                            ? new FieldPath.Field(field)
                            : new FieldPath.Element(Integer.parseInt(step.group("element"))));
            end = step.end();
        }
        if (end < text.length() || steps.size() > MOST_STEPS) {
            element.wrong("'" + Element.shown(text) + "' is no way through structs, such as mm.owner.comm or a[3].b"
                    + (steps.size() > MOST_STEPS ? "" : "; wrong from character " + (end + 1) + " on"));
            return Optional.empty();
        }
        return Optional.of(new FieldPath(steps));
    }

    /** A field after another has a dot before it, the first has none. */
    private static boolean follows(String text, int at) {
        boolean dot = text.charAt(at) == '.';
        return text.charAt(at) == '[' || (at > 0) == dot;
    }
}
