package dev.skep.drop.live;

import java.time.Instant;

/**
 * A rule.
 *
 * @param number its own as long as it is there, from 1; rules are tested in the order of their numbers
 * @param since when it was added
 * @param text of the filter, on one line
 */
public record DropRule(int number, Instant since, String text) {
    /** Makes one line of the text: white space is all the same to filters. */
    public DropRule {
        text = text.strip().replaceAll("\\s+", " ");
    }
}
