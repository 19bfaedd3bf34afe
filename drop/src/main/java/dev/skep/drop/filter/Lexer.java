package dev.skep.drop.filter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a filter into tokens. */
final class Lexer {
    private static final String HEX = "[0-9A-Fa-f]";
    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s+)"
            // Addresses first: they begin like numbers and words. An IPv6 address has two colons at least, a MAC
            // address five.
            + "|(?<address>" + HEX + "{0,4}:(?:" + HEX + "{0,4}:)+(?:\\d+(?:\\.\\d+){3}|" + HEX + "{0,4})(?:/\\d+)?"
            + "|" + HEX + "{2}(?:-" + HEX + "{2}){5}"
            + "|\\d+(?:\\.\\d+)+(?:/\\d+)?"
            + "|\\d+/\\d+)"
            + "|(?<number>0[xX]" + HEX + "+|\\d+(?![A-Za-z0-9_]))"
            + "|@(?:(?<file>[^\\s()\"]+)|\"(?<quoted>[^\"\\v]+)\")"
            + "|\\\\(?<name>[A-Za-z0-9][A-Za-z0-9_.+-]*)"
            + "|(?<word>[A-Za-z0-9][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*)"
            + "|(?<sign>&&|\\|\\||<<|>>|<=|>=|!=|==|[-+*/%&|^<>=!()\\[\\]:])");

    private Lexer() {}

    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                throw new FilterException(
                        text, at, "'" + Character.toString(text.codePointAt(at)) + "' has no meaning in a filter");
            }
            add(matcher, at, tokens);
            at = matcher.end();
        }
        tokens.add(new Token(Token.Kind.END, "", text.length()));
        return tokens;
    }

    /** The text with the paths of its files made absolute: it means the same to whoever reads it elsewhere. */
    static String withAbsolutePaths(String text) {
        StringBuilder absolute = new StringBuilder(text);
        for (Token token : tokens(text).reversed()) {
            if (token.kind() == Token.Kind.FILE) {
                boolean quoted = text.charAt(token.at() + 1) == '"';
                int end = token.at() + 1 + token.text().length() + (quoted ? 2 : 0);
                absolute.replace(token.at() + 1, end, path(token.text()));
            }
        }
        return absolute.toString();
    }

    private static String path(String written) {
        String path = Path.of(written).toAbsolutePath().normalize().toString();
        return path.matches("[^\\s()]+") ? path : '"' + path + '"';
    }

    private static void add(Matcher matcher, int at, List<Token> tokens) {
        String quoted = matcher.group("quoted");
        if (quoted != null) {
            tokens.add(new Token(Token.Kind.FILE, quoted, at));
            return;
        }
        for (Token.Kind kind : Token.Kind.values()) {
            if (kind == Token.Kind.END) {
                continue;
            }
            String found = matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT));
            if (found != null) {
                tokens.add(new Token(kind, found, at));
            }
        }
    }
}
