package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.Expression;
import dev.skep.security.policy.model.Expression.BinaryOperation;
import dev.skep.security.policy.model.Expression.UnaryOperation;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.read.CelTokens.Kind;
import dev.skep.security.policy.read.CelTokens.Token;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the part of the Common Expression Language that Tetragon has, by descent: {@code ||}, {@code &&}, comparisons, sums, {@code !}, and
 * calls. Types are those of CEL with two of 32 bits added; none becomes another by itself.
 */
final class CelReader {
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 64;

    private static final Map<String, BinaryOperation> COMPARISONS = Map.of(
            "==", BinaryOperation.EQUAL,
            "!=", BinaryOperation.NOT_EQUAL,
            "<", BinaryOperation.LESS,
            "<=", BinaryOperation.LESS_OR_EQUAL,
            ">", BinaryOperation.GREATER,
            ">=", BinaryOperation.GREATER_OR_EQUAL);
    private static final Map<String, BinaryOperation> SUMS =
            Map.of("+", BinaryOperation.ADD, "-", BinaryOperation.SUBTRACT);
    private static final Map<String, BinaryOperation> FUNCTIONS =
            Map.of("and", BinaryOperation.BIT_AND, "or", BinaryOperation.BIT_OR, "xor", BinaryOperation.BIT_XOR);

    private final List<Token> tokens;
    private final CelTypes types;
    private int next;
    private int depth;

    private CelReader(List<Token> tokens, CelTypes types) {
        this.tokens = tokens;
        this.types = types;
    }

    /** The expression; nothing, and a problem, if it is none. */
    static Optional<MatchValue.Cel> read(Element value, List<Argument> arguments) {
        String text = value.text();
        try {
            if (text.length() > LONGEST) {
                throw new CelException(LONGEST, "the expression is longer than " + LONGEST + " characters");
            }
            CelReader reader = new CelReader(CelTokens.of(text), new CelTypes(arguments));
            Expression expression = reader.whole();
            return Optional.of(new MatchValue.Cel(text, expression, value.place()));
        } catch (CelException wrong) {
            value.wrong("at character " + (wrong.at() + 1) + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private Expression whole() {
        Expression expression = or();
        if (peek().kind() != Kind.END) {
            throw new CelException(peek().at(), "'" + peek().text() + "' is not expected here");
        }
        if (expression.type() != Expression.Type.BOOL) {
            throw new CelException(0, "has to give true or false, gives " + CelTypes.name(expression.type()));
        }
        return expression;
    }

    private Expression or() {
        Expression left = and();
        while (peek().text().equals("||")) {
            int at = take().at();
            left = types.binary(BinaryOperation.LOGICAL_OR, left, and(), at);
        }
        return left;
    }

    private Expression and() {
        Expression left = comparison();
        while (peek().text().equals("&&")) {
            int at = take().at();
            left = types.binary(BinaryOperation.LOGICAL_AND, left, comparison(), at);
        }
        return left;
    }

    private Expression comparison() {
        Expression left = sum();
        while (COMPARISONS.containsKey(peek().text())) {
            Token operator = take();
            left = types.binary(Objects.requireNonNull(COMPARISONS.get(operator.text())), left, sum(), operator.at());
        }
        return left;
    }

    private Expression sum() {
        Expression left = unary();
        while (SUMS.containsKey(peek().text())) {
            Token operator = take();
            left = types.binary(Objects.requireNonNull(SUMS.get(operator.text())), left, unary(), operator.at());
        }
        return left;
    }

    private Expression unary() {
        if (++depth > DEEPEST) {
            throw new CelException(peek().at(), "is nested deeper than " + DEEPEST);
        }
        Expression read = switch (peek().text()) {
            case "!" -> types.unary(UnaryOperation.LOGICAL_NOT, take().at(), unary());
            case "-" -> negative(take());
            default -> primary();
        };
        depth--;
        return read;
    }

    private Expression negative(Token minus) {
        if (peek().kind() != Kind.NUMBER) {
            throw new CelException(minus.at(), "'-' is for numbers only; write 0 - x");
        }
        return number(take(), true);
    }

    private Expression primary() {
        Token token = take();
        return switch (token.kind()) {
            case NUMBER -> number(token, false);
            case NAME -> peek().text().equals("(") ? call(token) : types.name(token);
            case SYMBOL -> {
                if (!token.text().equals("(")) {
                    throw new CelException(token.at(), "'" + token.text() + "' is not expected here");
                }
                Expression inner = or();
                expect(")");
                yield inner;
            }
            case END -> throw new CelException(token.at(), "the expression ends too early");
        };
    }

    private Expression call(Token name) {
        take();
        Expression first = or();
        Expression result = switch (name.text()) {
            case "int32", "uint32" -> types.cast(name, first);
            case "not" -> types.unary(UnaryOperation.BIT_NOT, name.at(), first);
            case "and", "or", "xor" -> {
                expect(",");
                yield types.binary(Objects.requireNonNull(FUNCTIONS.get(name.text())), first, or(), name.at());
            }
            default ->
                throw new CelException(
                        name.at(),
                        "there is no function '" + Element.shown(name.text()) + "' (int32, uint32, and, or, xor, not)");
        };
        expect(")");
        return result;
    }

    private static Expression number(Token token, boolean negative) {
        boolean unsigned = token.text().endsWith("u") || token.text().endsWith("U");
        String digits = unsigned ? token.text().substring(0, token.text().length() - 1) : token.text();
        Optional<BigInteger> number = NumberText.parseDecimal(digits)
                .map(value -> negative ? value.negate() : value)
                .filter(value -> NumberText.isBetween(
                        value, NumberText.least(Long.BYTES, unsigned), NumberText.most(Long.BYTES, unsigned)));
        if (number.isEmpty()) {
            throw new CelException(
                    token.at(),
                    "'" + Element.shown((negative ? "-" : "") + token.text()) + "' is no number of 64 bits");
        }
        return new Expression.Constant(
                number.get().longValue(), unsigned ? Expression.Type.UINT64 : Expression.Type.INT64);
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    private void expect(String symbol) {
        Token token = take();
        if (!token.text().equals(symbol)) {
            throw new CelException(token.at(), "'" + symbol + "' is expected here");
        }
    }
}
