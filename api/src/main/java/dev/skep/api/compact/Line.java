package dev.skep.api.compact;

import java.nio.charset.StandardCharsets;

/** Builds one line: a symbol with a label, who did it, and words about what. Not safe for several threads. */
final class Line {
    /** Where the marker of capabilities ends, counted in bytes. */
    private static final int MARKER_COLUMN = 120;

    private static final int LABEL_CELLS = 7;

    private final boolean colours;
    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();

    Line(boolean colours) {
        this.colours = colours;
    }

    /** The symbol and the label that begin a line. */
    Line label(String symbol, String name, Colour colour) {
        String padded = symbol + ' ' + name + " ".repeat(Math.max(0, LABEL_CELLS - name.length()));
        return add(colour, padded);
    }

    /** A word after a blank. */
    Line word(Colour colour, String text) {
        return raw(" ").add(colour, text);
    }

    /** A word after one blank, also where what is before it ends with one because a word is empty. */
    Line more(Colour colour, String text) {
        boolean blank = !plain.isEmpty() && plain.charAt(plain.length() - 1) == ' ';
        return blank ? add(colour, text) : word(colour, text);
    }

    /** Text after a blank, in no colour. */
    Line word(String text) {
        return raw(" ").raw(text);
    }

    /** Text in a colour. */
    Line add(Colour colour, String text) {
        plain.append(text);
        shown.append(colours && !text.isEmpty() ? colour.wrap(text) : text);
        return this;
    }

    /** Text in no colour. */
    Line raw(String text) {
        plain.append(text);
        shown.append(text);
        return this;
    }

    /** Puts a marker at the right edge; nothing for an empty one. */
    Line marker(String marker) {
        if (marker.isEmpty()) {
            return this;
        }
        int bytes = plain.toString().getBytes(StandardCharsets.UTF_8).length;
        int padding = MARKER_COLUMN - bytes - marker.codePointCount(0, marker.length());
        return raw(" " + " ".repeat(Math.max(0, padding))).add(Colour.MAGENTA, marker);
    }

    @Override
    public String toString() {
        return shown.toString();
    }
}
