package dev.skep.drop.filter;

import dev.skep.drop.match.Match;

/**
 * A filter of packets.
 *
 * @param text as it was written, but for the paths of files, which are absolute
 * @param match the test that it means
 */
public record Filter(String text, Match match) {
    /**
     * Parses a filter.
     *
     * @throws FilterException if it is not one; the message names the place and the mend
     */
    public static Filter parse(String text) {
        Match match = new Parser(text).parse();
        return new Filter(Lexer.withAbsolutePaths(text), match);
    }
}
