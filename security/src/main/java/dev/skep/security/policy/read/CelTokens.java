package dev.skep.security.policy.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an expression. */
final class CelTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<number>0[xX][0-9a-fA-F]+[uU]?|[0-9]+[uU]?)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<symbol>&&|\\|\\||[=!<>]=|[-+!<>(),]))");

    /**
     * A word.
     *
     * @param kind of which kind
     * @param text the word
     * @param at at which character it begins, from 0
     */
    record Token(Kind kind, String text, int at) {}

    /** The kinds of words. */
    enum Kind {
        NUMBER,
        NAME,
        SYMBOL,
        END
    }

    private CelTokens() {}

    /**
     * Splits a text into words; the last one is the end.
     *
     * @throws CelException at the first character that begins none
     */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        int end = text.stripTrailing().length();
        while (at < end) {
            token.region(at, end);
            if (!token.lookingAt()) {
                int first = at
                        + text.substring(at).length()
                        - text.substring(at).stripLeading().length();
                throw new CelException(
                        first,
                        "'" + Element.shown(text.substring(first, first + 1))
                                + "' is not of the part of CEL that is supported (+ - && || ! == != < <= > >=, numbers, argN,"
                                + " int32(), uint32(), and(), or(), xor(), not())");
            }
            Kind kind =
                    token.group("number") != null ? Kind.NUMBER : token.group("name") != null ? Kind.NAME : Kind.SYMBOL;
            tokens.add(new Token(
                    kind,
                    token.group().strip(),
                    token.end() - token.group().strip().length()));
            at = token.end();
        }
        tokens.add(new Token(Kind.END, "", end));
        return tokens;
    }
}
