package dev.skep.drop.filter;

/** Text that is not a filter. The message is one line; {@link #picture()} shows the place. */
public final class FilterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final int at;

    FilterException(String text, int at, String message) {
        super("column " + (at + 1) + ": " + message);
        this.text = text;
        this.at = at;
    }

    /** Index in the text of the first character that is wrong. */
    public int at() {
        return at;
    }

    /** The text with a mark under the place, two lines. */
    public String picture() {
        return text.replaceAll("\\s", " ") + System.lineSeparator() + " ".repeat(at) + "^";
    }
}
