package dev.skep.drop.filter;

import java.util.List;

/** A place in the tokens of a filter. */
final class Tokens {
    /** What is nested deeper is no filter that somebody wrote; the kernel's code would be too deep, too. */
    private static final int DEEPEST = 32;

    private final String text;
    private final List<Token> tokens;
    private int next;
    private int depth;

    /** A place to come back to. */
    record Mark(int next, int depth) {}

    Tokens(String text) {
        this.text = text;
        tokens = Lexer.tokens(text);
    }

    /** The next token, which stays. */
    Token peek() {
        return tokens.get(next);
    }

    /** The token {@code distance} behind the next one; the end again behind the end. */
    Token peek(int distance) {
        return tokens.get(Math.min(next + distance, tokens.size() - 1));
    }

    /** The next token, which is passed. */
    Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    /** Passes the next token if it is one of these words or signs. */
    boolean skip(String... signs) {
        for (String sign : signs) {
            if (peek().is(sign)) {
                next++;
                return true;
            }
        }
        return false;
    }

    void expect(String sign) {
        if (!skip(sign)) {
            throw error(peek(), "expected '" + sign + "' here, and not " + peek().shown());
        }
    }

    /** Passes what makes the next thing a part of a part: a parenthesis or bracket, {@code not}, the sign of a number. */
    void enter() {
        if (++depth > DEEPEST) {
            throw error(peek(), "parentheses, brackets, 'not' and '-' are nested more than " + DEEPEST + " deep");
        }
        take();
    }

    /** The part is over. */
    void leave() {
        depth--;
    }

    Mark mark() {
        return new Mark(next, depth);
    }

    void reset(Mark mark) {
        next = mark.next();
        depth = mark.depth();
    }

    FilterException error(Token at, String message) {
        return new FilterException(text, at.at(), message);
    }
}
