package dev.skep.security.policy.hook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of which some part of a name has to be a match. Most begin with some letters that the name has to begin with; few of a
 * kernel's functions do.
 */
final class NamePattern {
    /** The begin of the name, letters that stand for themselves, and what says how often the last one comes, if it may be missing. */
    private static final Pattern LITERAL = Pattern.compile("\\^(\\w*)([*?{]?)");

    private final Pattern pattern;
    private final String beginning;

    /**
     * For a text.
     *
     * @throws PatternSyntaxException if it is no regular expression
     */
    NamePattern(String text) {
        pattern = Pattern.compile(text);
        beginning = beginning(text);
    }

    private static String beginning(String text) {
        Matcher literal = LITERAL.matcher(text);
        if (text.indexOf('|') >= 0 || !literal.lookingAt()) {
            return "";
        }
        String letters = literal.group(1);
        return literal.group(2).isEmpty() || letters.isEmpty() ? letters : letters.substring(0, letters.length() - 1);
    }

    /** What every name begins with of which a part is a match; empty if there is no such text. */
    String beginning() {
        return beginning;
    }

    /** Whether a part of the name is a match. */
    boolean matches(String name) {
        return pattern.matcher(name).find();
    }
}
