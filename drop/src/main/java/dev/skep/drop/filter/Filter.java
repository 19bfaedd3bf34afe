package dev.skep.drop.filter;

import dev.skep.drop.match.Match;

/**
 * A filter of packets.
 *
 * @param text as it was written
 * @param match the test that it means
 */
public record Filter(String text, Match match) {
    /**
     * Parses a filter.
     *
     * @throws FilterException if it is not one; the message names the place and the mend
     */
    public static Filter parse(String text) {
        return new Filter(text, new Parser(text).parse());
    }
}
