package dev.skep.security.policy.fuzz;

import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Calculates an expression of CelExpr from its text, with numbers that have no limits, and cuts them to their types. */
final class ExpressionOracle {
    private static final Pattern TOKEN = Pattern.compile("[0-9]+u?|[a-z]+[0-9]*|\\|\\||&&|[=!<>]=|[-+<>!(),]");

    /** Types. */
    enum Type {
        BOOL(1, false),
        INT32(32, true),
        UINT32(32, false),
        INT64(64, true),
        UINT64(64, false);

        private final int bits;
        private final boolean signed;

        Type(int bits, boolean signed) {
            this.bits = bits;
            this.signed = signed;
        }

        Value of(BigInteger number) {
            BigInteger size = BigInteger.ONE.shiftLeft(bits);
            BigInteger cut = number.mod(size);
            return new Value(this, signed && cut.testBit(bits - 1) ? cut.subtract(size) : cut);
        }
    }

    /** A value. */
    record Value(Type type, BigInteger number) {
        boolean truth() {
            return number.signum() != 0;
        }
    }

    private final List<String> tokens;
    private final IntFunction<Value> arguments;
    private int next;

    private ExpressionOracle(String text, IntFunction<Value> arguments) {
        tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
        this.arguments = arguments;
    }

    /**
     * Whether it holds.
     *
     * @param arguments {@code arg0} and on
     */
    static boolean holds(String text, IntFunction<Value> arguments) {
        return new ExpressionOracle(text, arguments).or().truth();
    }

    private boolean take(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private static Value truth(boolean value) {
        return Type.BOOL.of(value ? BigInteger.ONE : BigInteger.ZERO);
    }

    private Value or() {
        Value value = and();
        while (take("||")) {
            Value other = and();
            value = truth(value.truth() || other.truth());
        }
        return value;
    }

    private Value and() {
        Value value = comparison();
        while (take("&&")) {
            Value other = comparison();
            value = truth(value.truth() && other.truth());
        }
        return value;
    }

    private Value comparison() {
        Value value = sum();
        while (next < tokens.size() && List.of("==", "!=", "<", "<=", ">", ">=").contains(tokens.get(next))) {
            String operator = tokens.get(next++);
            int order = value.number().compareTo(sum().number());
            value = truth(
                    switch (operator) {
                        case "==" -> order == 0;
                        case "!=" -> order != 0;
                        case "<" -> order < 0;
                        case "<=" -> order <= 0;
                        case ">" -> order > 0;
                        default -> order >= 0;
                    });
        }
        return value;
    }

    private Value sum() {
        Value value = single();
        while (true) {
            if (take("+")) {
                value = value.type().of(value.number().add(single().number()));
            } else if (take("-")) {
                value = value.type().of(value.number().subtract(single().number()));
            } else {
                return value;
            }
        }
    }

    private Value single() {
        if (take("!")) {
            return truth(!single().truth());
        }
        if (take("-")) {
            return Type.INT64.of(single().number().negate());
        }
        String token = tokens.get(next++);
        if (token.equals("(")) {
            return closed(or());
        }
        if (Character.isDigit(token.charAt(0))) {
            return token.endsWith("u")
                    ? Type.UINT64.of(new BigInteger(token.substring(0, token.length() - 1)))
                    : new Value(Type.INT64, new BigInteger(token));
        }
        return token.startsWith("arg") ? arguments.apply(Integer.parseInt(token.substring(3))) : named(token);
    }

    private Value closed(Value value) {
        if (!take(")")) {
            throw new IllegalStateException("no ) at " + next + " of " + tokens);
        }
        return value;
    }

    private Value named(String name) {
        if (!take("(")) {
            return truth(name.equals("true"));
        }
        Value first = or();
        Type type = first.type();
        if (!take(",")) {
            return closed(
                    switch (name) {
                        case "int32" -> Type.INT32.of(first.number());
                        case "uint32" -> Type.UINT32.of(first.number());
                        default -> type.of(first.number().not());
                    });
        }
        BigInteger second = or().number();
        return closed(type.of(
                switch (name) {
                    case "and" -> first.number().and(second);
                    case "or" -> first.number().or(second);
                    default -> first.number().xor(second);
                }));
    }
}
