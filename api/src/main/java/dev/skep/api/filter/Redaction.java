package dev.skep.api.filter;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.skep.api.message.RedactionFilter;
import java.util.List;

/**
 * Hides what stands in arguments and should not: each capture group of an expression becomes {@value #HIDDEN}, for the binaries that it is
 * meant for. Immutable.
 */
public final class Redaction {
    private static final String HIDDEN = "*****";

    private final List<Rule> rules;

    private record Rule(Patterns binaries, List<Pattern> secrets) {
        String apply(String binary, String text) {
            if (!binaries.patterns().isEmpty() && !binaries.find(binary)) {
                return text;
            }
            String redacted = text;
            for (Pattern secret : secrets) {
                redacted = redact(secret, redacted);
            }
            return redacted;
        }
    }

    private Redaction(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * Compiles the filters.
     *
     * @throws IllegalArgumentException naming an expression that is wrong or has no group
     */
    public static Redaction of(List<RedactionFilter> filters) {
        return new Redaction(filters.stream()
                .map(filter -> new Rule(
                        Patterns.of("binary_regex", filter.getBinaryRegexList()),
                        filter.getRedactList().stream().map(Redaction::secret).toList()))
                .toList());
    }

    private static Pattern secret(String expression) {
        Pattern pattern = Patterns.compile("redact", expression);
        if (pattern.groupCount() == 0) {
            throw new IllegalArgumentException(
                    "redact: '" + expression + "' has no group in parentheses, so it would hide nothing");
        }
        return pattern;
    }

    /** Whether nothing is hidden. */
    public boolean hidesNothing() {
        return rules.isEmpty();
    }

    /** The text as it may be shown. */
    public String apply(String binary, String text) {
        String redacted = text;
        for (Rule rule : rules) {
            redacted = rule.apply(binary, redacted);
        }
        return redacted;
    }

    private static String redact(Pattern secret, String text) {
        Matcher matcher = secret.matcher(text);
        StringBuilder redacted = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                // A group that took no part has no place, and one within another is hidden already.
                if (matcher.start(group) >= end) {
                    redacted.append(text, end, matcher.start(group)).append(HIDDEN);
                    end = matcher.end(group);
                }
            }
        }
        return redacted.append(text, end, text.length()).toString();
    }
}
