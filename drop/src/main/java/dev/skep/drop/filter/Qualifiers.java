package dev.skep.drop.filter;

/**
 * What stands before the value of a primitive.
 *
 * @param protocol such as ip or tcp; empty for none
 * @param direction which end of the connection
 * @param type what the value is; empty for none
 * @param at index in the text of the first of them
 */
record Qualifiers(String protocol, Direction direction, String type, int at) {
    /** Which end. */
    enum Direction {
        /** Not said: either. */
        ANY,
        /** The sender. */
        SOURCE,
        /** The receiver. */
        DESTINATION,
        /** {@code src or dst}. */
        EITHER,
        /** {@code src and dst}. */
        BOTH
    }

    boolean directed() {
        return direction != Direction.ANY;
    }
}
