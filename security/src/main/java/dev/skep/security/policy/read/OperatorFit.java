package dev.skep.security.policy.read;

import static dev.skep.security.policy.model.Operator.CAPABILITIES_GAINED;
import static dev.skep.security.policy.model.Operator.CEL_EXPR;
import static dev.skep.security.policy.model.Operator.DADDR;
import static dev.skep.security.policy.model.Operator.DPORT;
import static dev.skep.security.policy.model.Operator.DPORT_PRIV;
import static dev.skep.security.policy.model.Operator.EQUAL;
import static dev.skep.security.policy.model.Operator.FAMILY;
import static dev.skep.security.policy.model.Operator.FILE_TYPE;
import static dev.skep.security.policy.model.Operator.GREATER_THAN;
import static dev.skep.security.policy.model.Operator.IN_MAP;
import static dev.skep.security.policy.model.Operator.IN_RANGE;
import static dev.skep.security.policy.model.Operator.LESS_THAN;
import static dev.skep.security.policy.model.Operator.MASK;
import static dev.skep.security.policy.model.Operator.NOT_DADDR;
import static dev.skep.security.policy.model.Operator.NOT_DPORT;
import static dev.skep.security.policy.model.Operator.NOT_DPORT_PRIV;
import static dev.skep.security.policy.model.Operator.NOT_EQUAL;
import static dev.skep.security.policy.model.Operator.NOT_FILE_TYPE;
import static dev.skep.security.policy.model.Operator.NOT_IN_MAP;
import static dev.skep.security.policy.model.Operator.NOT_IN_RANGE;
import static dev.skep.security.policy.model.Operator.NOT_POSTFIX;
import static dev.skep.security.policy.model.Operator.NOT_PREFIX;
import static dev.skep.security.policy.model.Operator.NOT_SADDR;
import static dev.skep.security.policy.model.Operator.NOT_SPORT;
import static dev.skep.security.policy.model.Operator.NOT_SPORT_PRIV;
import static dev.skep.security.policy.model.Operator.POSTFIX;
import static dev.skep.security.policy.model.Operator.PREFIX;
import static dev.skep.security.policy.model.Operator.PROTOCOL;
import static dev.skep.security.policy.model.Operator.SADDR;
import static dev.skep.security.policy.model.Operator.SPORT;
import static dev.skep.security.policy.model.Operator.SPORT_PRIV;
import static dev.skep.security.policy.model.Operator.STATE;
import static dev.skep.security.policy.model.Operator.SUB_STRING;
import static dev.skep.security.policy.model.Operator.SUB_STRING_IGN_CASE;

import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Operator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which operators compare which types. */
final class OperatorFit {
    private static final Set<Operator> NUMBERS =
            EnumSet.of(EQUAL, NOT_EQUAL, GREATER_THAN, LESS_THAN, MASK, IN_MAP, NOT_IN_MAP, IN_RANGE, NOT_IN_RANGE);
    private static final Set<Operator> TEXTS =
            EnumSet.of(EQUAL, NOT_EQUAL, PREFIX, NOT_PREFIX, POSTFIX, NOT_POSTFIX, SUB_STRING, SUB_STRING_IGN_CASE);
    private static final Set<Operator> FILES = EnumSet.of(FILE_TYPE, NOT_FILE_TYPE);
    private static final Set<Operator> SOURCES =
            EnumSet.of(SADDR, NOT_SADDR, SPORT, NOT_SPORT, SPORT_PRIV, NOT_SPORT_PRIV, FAMILY);
    private static final Set<Operator> DESTINATIONS =
            EnumSet.of(DADDR, NOT_DADDR, DPORT, NOT_DPORT, DPORT_PRIV, NOT_DPORT_PRIV, PROTOCOL);
    private static final Set<Operator> CAPABILITIES =
            EnumSet.of(EQUAL, NOT_EQUAL, GREATER_THAN, LESS_THAN, MASK, CAPABILITIES_GAINED);

    private OperatorFit() {}

    /** The operators that compare a type; CelExpr, which speaks of all arguments, is none of them. */
    static Set<Operator> of(ArgumentType type) {
        return switch (type.kind()) {
            case AUTO -> EnumSet.complementOf(EnumSet.of(CEL_EXPR));
            case SIGNED, UNSIGNED -> NUMBERS;
            case TEXT -> TEXTS;
            case PATH -> type == ArgumentType.FILE || type == ArgumentType.PATH ? union(TEXTS, FILES) : TEXTS;
            case NETWORK -> network(type);
            case UNIX_ADDRESS -> union(TEXTS, EnumSet.of(FAMILY));
            case CAPABILITIES -> CAPABILITIES;
            case OTHER -> Set.of();
        };
    }

    private static Set<Operator> network(ArgumentType type) {
        return switch (type) {
            case SOCKADDR -> SOURCES;
            case SKB -> union(SOURCES, DESTINATIONS);
            default -> union(union(SOURCES, DESTINATIONS), EnumSet.of(STATE));
        };
    }

    private static Set<Operator> union(Set<Operator> one, Set<Operator> other) {
        Set<Operator> both = EnumSet.copyOf(one);
        both.addAll(other);
        return both;
    }

    /** Why an operator does not compare a type. */
    static String refusal(Operator operator, ArgumentType type) {
        Set<Operator> fitting = of(type);
        String allowed = fitting.isEmpty()
                ? "nothing compares it"
                : "allowed: " + fitting.stream().map(Operator::tetragonName).collect(Collectors.joining(", "));
        return operator.tetragonName() + " does not compare arguments of type " + type.tetragonName() + " (" + allowed
                + ")";
    }

    /** Whether an operator needs no values. */
    static boolean takesNoValues(Operator operator) {
        return switch (operator) {
            case SPORT_PRIV, NOT_SPORT_PRIV, DPORT_PRIV, NOT_DPORT_PRIV, CAPABILITIES_GAINED -> true;
            default -> false;
        };
    }
}
