package dev.skep.security.policy.model;

import java.util.Optional;

/** How an argument is compared, by Tetragon's names. All but the ones that say so take values of which one has to fit. */
public enum Operator {
    /** Is one of the values. */
    EQUAL("Equal"),
    /** Is none of the values. */
    NOT_EQUAL("NotEqual"),
    /** Begins with one of them. */
    PREFIX("Prefix"),
    /** Begins with none of them. */
    NOT_PREFIX("NotPrefix"),
    /** Ends with one of them. */
    POSTFIX("Postfix"),
    /** Ends with none of them. */
    NOT_POSTFIX("NotPostfix"),
    /** Is greater than one of them ({@code GreaterThan}, {@code GT}). */
    GREATER_THAN("GT"),
    /** Is less than one of them ({@code LessThan}, {@code LT}). */
    LESS_THAN("LT"),
    /** Has a bit of one of them. */
    MASK("Mask"),
    /** Its source port is one of them. */
    SPORT("SPort"),
    /** Its source port is none of them. */
    NOT_SPORT("NotSPort"),
    /** Its source port is below 1024. Takes no values. */
    SPORT_PRIV("SPortPriv"),
    /** Its source port is not below 1024. Takes no values. */
    NOT_SPORT_PRIV("NotSportPriv"),
    /** Its destination port is one of them. */
    DPORT("DPort"),
    /** Its destination port is none of them. */
    NOT_DPORT("NotDPort"),
    /** Its destination port is below 1024. Takes no values. */
    DPORT_PRIV("DPortPriv"),
    /** Its destination port is not below 1024. Takes no values. */
    NOT_DPORT_PRIV("NotDPortPriv"),
    /** Its source address is in one of them. */
    SADDR("SAddr"),
    /** Its source address is in none of them. */
    NOT_SADDR("NotSAddr"),
    /** Its destination address is in one of them. */
    DADDR("DAddr"),
    /** Its destination address is in none of them. */
    NOT_DADDR("NotDAddr"),
    /** Its protocol is one of them. */
    PROTOCOL("Protocol"),
    /** Its address family is one of them. */
    FAMILY("Family"),
    /** Its TCP state is one of them. */
    STATE("State"),
    /** Is one of the values, of which there may be many. */
    IN_MAP("InMap"),
    /** Is none of the values, of which there may be many. */
    NOT_IN_MAP("NotInMap"),
    /** The second argument's set has capabilities that the first's has not. Takes no values. */
    CAPABILITIES_GAINED("CapabilitiesGained"),
    /** Is in one of the ranges, ends included. */
    IN_RANGE("InRange"),
    /** Is in none of the ranges. */
    NOT_IN_RANGE("NotInRange"),
    /** Has one of them within it. */
    SUB_STRING("SubString"),
    /** Has one of them within it, letters of ASCII taken as equal in both cases. */
    SUB_STRING_IGN_CASE("SubStringIgnCase"),
    /** An expression over all arguments holds. Takes one value. */
    CEL_EXPR("CelExpr"),
    /** Is a file of one of these types. */
    FILE_TYPE("FileType"),
    /** Is a file of none of these types. */
    NOT_FILE_TYPE("NotFileType");

    private final String tetragonName;

    Operator(String tetragonName) {
        this.tetragonName = tetragonName;
    }

    /** The operator of a name, or nothing. */
    public static Optional<Operator> of(String tetragonName) {
        String name = switch (tetragonName) {
            case "GreaterThan" -> "GT";
            case "LessThan" -> "LT";
            default -> tetragonName;
        };
        for (Operator operator : values()) {
            if (operator.tetragonName.equals(name)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** As policies write it. */
    public String tetragonName() {
        return tetragonName;
    }
}
