package dev.skep.security.policy.model;

import dev.skep.compiler.table.Prefix;

/** What an argument is compared with. Which form, its operator and its argument's type decide. */
public sealed interface MatchValue {
    /** Where it stands. */
    Place place();

    /**
     * A string: of texts and paths, with Equal, NotEqual, Prefix, NotPrefix, Postfix, NotPostfix, SubString and SubStringIgnCase. Its bytes
     * in UTF-8 are compared. Zeros at the end, which policies may have, are gone; but not of {@code char_buf} and {@code char_iovec}.
     *
     * @param text the string
     * @param place where it stands
     */
    record Text(String text, Place place) implements MatchValue {}

    /**
     * Numbers from one to another, both included: of numbers with Equal, NotEqual, GT, LT, Mask, InMap, NotInMap, InRange, NotInRange; and of
     * ports, protocols, families and states. One number is a range of itself; of GT, LT, Mask there is no other. What is unsigned in the policy but signed by its type is the
     * number with the same bits: 4294967295 of an int is -1, and a range that goes across is two.
     *
     * @param first the first; fits the type of the argument, and is unsigned if the type is
     * @param last the last
     * @param unsigned whether both are unsigned
     * @param place where it stands; of a value from a list, where the list is named
     */
    record Range(long first, long last, boolean unsigned, Place place) implements MatchValue {}

    /**
     * A network, or one address: SAddr, DAddr and their opposites. Bits behind its length are zero.
     *
     * @param prefix the network
     * @param place where it stands
     */
    record Network(Prefix prefix, Place place) implements MatchValue {}

    /**
     * Capabilities: Equal, NotEqual, GT, LT and Mask of sets.
     *
     * @param mask bit n is capability n
     * @param place where it stands
     */
    record Capabilities(long mask, Place place) implements MatchValue {}

    /**
     * A type of file: FileType and NotFileType.
     *
     * @param type the type
     * @param place where it stands
     */
    record FileKind(FileType type, Place place) implements MatchValue {}

    /**
     * What CelExpr says.
     *
     * @param text as the policy has it
     * @param expression what it means
     * @param place where it stands
     */
    record Cel(String text, Expression expression, Place place) implements MatchValue {}

    /**
     * A value for an argument of type {@link ArgumentType#AUTO}, which can be read when its type is known.
     *
     * @param text as the policy has it
     * @param place where it stands
     */
    record Unread(String text, Place place) implements MatchValue {}
}
