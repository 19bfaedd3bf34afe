package dev.skep.drop.filter;

import dev.skep.drop.filter.Qualifiers.Direction;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Not;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The grammar. {@code and} and {@code or} have the same precedence and are read from left to right, {@code not} binds tighter; a value
 * without qualifiers has those of the value before, as pcap-filter(7) says.
 */
final class Parser {
    private final Tokens tokens;
    private Layer layer = Layer.ETHERNET;
    private @Nullable Qualifiers last;

    Parser(String text) {
        tokens = new Tokens(text);
    }

    Match parse() {
        if (tokens.peek().kind() == Token.Kind.END) {
            throw tokens.error(tokens.peek(), "the filter is empty: write for instance icmp, or tcp port 80");
        }
        Match match = alternatives();
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.error(
                    tokens.peek(),
                    "expected 'and', 'or' or the end here, and not "
                            + tokens.peek().shown());
        }
        int height = Height.of(match);
        if (height > Height.MOST) {
            throw tokens.error(
                    tokens.peek(),
                    "tests and operations are nested " + height + " deep, of " + Height.MOST
                            + " that are possible: write several rules");
        }
        return match;
    }

    private Match alternatives() {
        Chain chain = new Chain(term());
        while (true) {
            if (tokens.skip("and", "&&")) {
                chain.and(term());
            } else if (tokens.skip("or", "||")) {
                chain.or(term());
            } else {
                return chain.match();
            }
        }
    }

    private Match term() {
        if (tokens.peek().is("not") || tokens.peek().is("!")) {
            tokens.enter();
            Match negated = term();
            tokens.leave();
            return new Not(negated);
        }
        Optional<Match> comparison = comparison();
        if (comparison.isPresent()) {
            return comparison.get();
        }
        Token token = tokens.peek();
        if (token.is("(")) {
            tokens.enter();
            Match inner = alternatives();
            tokens.expect(")");
            tokens.leave();
            return inner;
        }
        return primitive();
    }

    /** A comparison of numbers. Parentheses may be those of a test: then it is none. */
    private Optional<Match> comparison() {
        if (!tokens.peek().is("(")) {
            return ArithmeticParser.comparison(tokens, layer);
        }
        Tokens.Mark mark = tokens.mark();
        try {
            return ArithmeticParser.comparison(tokens, layer);
        } catch (FilterException noComparison) {
            tokens.reset(mark);
            return Optional.empty();
        }
    }

    private Match primitive() {
        Token first = tokens.peek();
        String refused = Words.REFUSED.get(first.text());
        if (first.kind() == Token.Kind.WORD && refused != null) {
            throw tokens.error(first, first.shown() + " cannot be tested here: " + refused);
        }
        if (first.is("vlan")) {
            tokens.take();
            Match match = new SpecialTests(tokens, layer).vlan();
            layer = layer.tagged();
            return match;
        }
        Optional<Match> special = new SpecialTests(tokens, layer).test();
        if (special.isPresent()) {
            return special.get();
        }
        Qualifiers qualifiers = qualifiers();
        if (qualifiers == null) {
            return bareValue();
        }
        boolean whole = !qualifiers.directed() && qualifiers.type().isEmpty();
        if (whole) {
            return new ProtocolTests(tokens, layer).protocol(qualifiers);
        }
        last = qualifiers;
        return values(qualifiers);
    }

    /** A value that has the qualifiers of the one before, or none at all. */
    private Match bareValue() {
        Token token = tokens.peek();
        Qualifiers before = last;
        boolean value = token.kind() == Token.Kind.NUMBER
                || token.kind() == Token.Kind.ADDRESS
                || token.kind() == Token.Kind.NAME
                || token.kind() == Token.Kind.FILE
                || (token.kind() == Token.Kind.WORD && before != null);
        if (!value) {
            String meant = Words.near(token.text())
                    .map(word -> " (did you mean '" + word + "'?)")
                    .orElse("");
            boolean word = token.kind() == Token.Kind.WORD;
            throw tokens.error(
                    token,
                    word ? "unknown word " + token.shown() + meant : "expected a test here, and not " + token.shown());
        }
        return value(before == null ? new Qualifiers("", Direction.ANY, "host", token.at()) : before);
    }

    /** One value, or several in parentheses. */
    private Match values(Qualifiers qualifiers) {
        if (!tokens.peek().is("(")) {
            return value(qualifiers);
        }
        tokens.enter();
        Chain chain = new Chain(negatable(qualifiers));
        while (!tokens.skip(")")) {
            if (tokens.skip("and", "&&")) {
                chain.and(negatable(qualifiers));
            } else if (tokens.skip("or", "||")) {
                chain.or(negatable(qualifiers));
            } else {
                throw tokens.error(
                        tokens.peek(),
                        "expected 'or' or ')' here, and not " + tokens.peek().shown());
            }
        }
        tokens.leave();
        return chain.match();
    }

    private Match negatable(Qualifiers qualifiers) {
        if (!tokens.peek().is("not") && !tokens.peek().is("!")) {
            return values(qualifiers);
        }
        tokens.enter();
        Match negated = negatable(qualifiers);
        tokens.leave();
        return new Not(negated);
    }

    private Match value(Qualifiers qualifiers) {
        return new ValueTests(tokens, layer).test(qualifiers);
    }

    /** Protocol, direction and type, each of which may be missing; null if all are. */
    private @Nullable Qualifiers qualifiers() {
        int at = tokens.peek().at();
        String protocol = "";
        if (tokens.peek().kind() == Token.Kind.WORD
                && Words.isProtocol(tokens.peek().text())) {
            protocol = tokens.take().text();
        }
        Direction direction = direction();
        String type = "";
        if (tokens.peek().kind() == Token.Kind.WORD
                && Words.TYPES.contains(tokens.peek().text())) {
            type = tokens.take().text();
        }
        boolean none = protocol.isEmpty() && direction == Direction.ANY && type.isEmpty();
        return none ? null : new Qualifiers(protocol, direction, type, at);
    }

    private Direction direction() {
        boolean source = tokens.peek().is("src");
        if (!source && !tokens.peek().is("dst")) {
            return Direction.ANY;
        }
        tokens.take();
        if (tokens.peek(1).is(source ? "dst" : "src")) {
            if (tokens.skip("or", "||")) {
                tokens.take();
                return Direction.EITHER;
            }
            if (tokens.skip("and", "&&")) {
                tokens.take();
                return Direction.BOTH;
            }
        }
        return source ? Direction.SOURCE : Direction.DESTINATION;
    }
}
