package dev.skep.security.policy.fuzz;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Expressions of CelExpr over the arguments of a hook. */
final class ExpressionGenerator {
    private static final int DEEPEST = 4;
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");

    private static final List<ExpressionOracle.Type> NUMBERS = List.of(
            ExpressionOracle.Type.INT32,
            ExpressionOracle.Type.UINT32,
            ExpressionOracle.Type.INT64,
            ExpressionOracle.Type.UINT64);

    /** How strongly the parts of an expression hang together. */
    private static final int OR = 1;

    private static final int AND = 2;
    private static final int COMPARISON = 3;
    private static final int SUM = 4;
    private static final int UNARY = 5;
    private static final int PRIMARY = 6;

    private final RandomGenerator random;
    private final Values values;
    private final List<Optional<ExpressionOracle.Type>> arguments;

    /**
     * A generator.
     *
     * @param arguments types of {@code arg0} and on; empty of what expressions do not know
     */
    ExpressionGenerator(RandomGenerator random, Values values, List<Optional<ExpressionOracle.Type>> arguments) {
        this.random = random;
        this.values = values;
        this.arguments = List.copyOf(arguments);
    }

    private record Part(String text, int strength) {
        String atLeast(int wanted) {
            return strength < wanted ? "(" + text + ")" : text;
        }
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One that gives true or false. */
    String next() {
        return truth(1 + random.nextInt(DEEPEST)).text();
    }

    private Part truth(int depth) {
        Part part = switch (depth == 0 ? 0 : random.nextInt(6)) {
            case 0 -> new Part(random.nextInt(8) == 0 ? pick(List.of("true", "false")) : compare(depth), COMPARISON);
            case 1 ->
                new Part(
                        truth(depth - 1).atLeast(OR) + " || " + truth(depth - 1).atLeast(AND), OR);
            case 2 ->
                new Part(
                        truth(depth - 1).atLeast(AND) + " && "
                                + truth(depth - 1).atLeast(COMPARISON),
                        AND);
            case 3 -> new Part("!" + truth(depth - 1).atLeast(UNARY), UNARY);
            case 4 ->
                new Part(
                        truth(depth - 1).atLeast(COMPARISON)
                                + pick(List.of(" == ", " != "))
                                + truth(depth - 1).atLeast(SUM),
                        COMPARISON);
            default -> new Part(compare(depth), COMPARISON);
        };
        return random.nextInt(5) == 0 ? new Part("(" + part.text() + ")", PRIMARY) : part;
    }

    private String compare(int depth) {
        ExpressionOracle.Type type = pick(NUMBERS);
        int deeper = Math.max(depth - 1, 0);
        return number(type, deeper).atLeast(SUM) + " " + pick(COMPARISONS) + " "
                + number(type, deeper).atLeast(SUM);
    }

    private Part number(ExpressionOracle.Type type, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(5)) {
            case 1 -> new Part("not(" + number(type, depth - 1).text() + ")", PRIMARY);
            case 2 ->
                new Part(
                        number(type, depth - 1).atLeast(SUM)
                                + pick(List.of(" + ", " - "))
                                + number(type, depth - 1).atLeast(UNARY),
                        SUM);
            case 3 ->
                new Part(
                        pick(List.of("and", "or", "xor")) + "("
                                + number(type, depth - 1).text() + ", "
                                + number(type, depth - 1).text() + ")",
                        PRIMARY);
            default -> leaf(type, depth);
        };
    }

    private Part leaf(ExpressionOracle.Type type, int depth) {
        List<Part> fitting = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals(Optional.of(type))) {
                fitting.add(new Part("arg" + i, PRIMARY));
            }
        }
        if (!fitting.isEmpty() && random.nextInt(4) != 0) {
            return pick(fitting);
        }
        BigInteger number = BigInteger.valueOf(values.number());
        return switch (type) {
            case INT32 -> cut("int32", ExpressionOracle.Type.INT64, depth);
            case UINT32 -> cut("uint32", ExpressionOracle.Type.UINT64, depth);
            case UINT64 -> new Part(ExpressionOracle.Type.UINT64.of(number).number() + "u", PRIMARY);
            default -> new Part(number.toString(), UNARY);
        };
    }

    private Part cut(String function, ExpressionOracle.Type from, int depth) {
        return new Part(function + "(" + number(from, Math.max(depth - 1, 0)).text() + ")", PRIMARY);
    }
}
