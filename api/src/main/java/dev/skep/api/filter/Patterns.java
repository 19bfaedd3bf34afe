package dev.skep.api.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/** Regular expressions, of which one has to be found. */
record Patterns(List<Pattern> patterns) {
    /**
     * Compiles them.
     *
     * @throws IllegalArgumentException naming the one that is wrong
     */
    static Patterns of(String field, List<String> expressions) {
        return new Patterns(
                expressions.stream().map(text -> compile(field, text)).toList());
    }

    static Pattern compile(String field, String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    field + ": '" + expression + "' is no regular expression: " + wrong.getDescription(), wrong);
        }
    }

    boolean find(String text) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }
}
