package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.MatchValue;
import java.math.BigInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Says what number a register holds for a type, and compares it. */
final class NumberOracle {
    private NumberOracle() {}

    /** The number that a register holds for a type. */
    static BigInteger number(ArgumentType type, long register) {
        BigInteger bits = BigInteger.valueOf(register).and(ones(type));
        boolean negative = type.kind() == ArgumentType.Kind.SIGNED && bits.testBit(8 * type.bytes() - 1);
        return negative ? bits.subtract(ones(type)).subtract(BigInteger.ONE) : bits;
    }

    private static BigInteger ones(ArgumentType type) {
        return BigInteger.ONE.shiftLeft(8 * type.bytes()).subtract(BigInteger.ONE);
    }

    static boolean holds(ArgumentMatch match, BigInteger number, ArgumentType type) {
        Stream<MatchValue.Range> values = match.values().stream().map(MatchValue.Range.class::cast);
        return switch (match.operator()) {
            case EQUAL, IN_MAP, IN_RANGE -> values.anyMatch(within(number, type));
            case NOT_EQUAL, NOT_IN_MAP, NOT_IN_RANGE -> values.noneMatch(within(number, type));
            case GREATER_THAN -> values.anyMatch(value -> number.compareTo(number(type, value.first())) > 0);
            case LESS_THAN -> values.anyMatch(value -> number.compareTo(number(type, value.last())) < 0);
            case MASK ->
                values.anyMatch(value ->
                        number.and(number(type, value.first())).and(ones(type)).signum() != 0);
            default -> throw new IllegalStateException("no oracle for " + match);
        };
    }

    private static Predicate<MatchValue.Range> within(BigInteger number, ArgumentType type) {
        return range ->
                number.compareTo(number(type, range.first())) >= 0 && number.compareTo(number(type, range.last())) <= 0;
    }

    /** As an event has it. */
    static ArgumentValue shown(ArgumentType type, long register) {
        long value = number(type, register).longValue();
        boolean wide = type.bytes() == Long.BYTES;
        return type.kind() == ArgumentType.Kind.SIGNED
                ? wide ? new ArgumentValue.Int64(value) : new ArgumentValue.Int32((int) value)
                : wide ? new ArgumentValue.UInt64(value) : new ArgumentValue.UInt32((int) value);
    }
}
