package dev.skep.bpf.symbol;

/**
 * A function's name, or a pattern for many: {@code *} stands for any characters, {@code ?} for one. Immutable.
 *
 * @param text as it was written
 */
public record SymbolPattern(String text) {
    /** Checks that there is something to match. */
    public SymbolPattern {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty name matches nothing");
        }
    }

    /** Whether it is no plain name. */
    public boolean isPattern() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Whether it stands for this name. Takes time in proportion to both lengths, whatever the pattern. */
    public boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < name.length()) {
            char wanted = in < text.length() ? text.charAt(in) : 0;
            if (wanted == '*') {
                star = in++;
                resume = at;
            } else if (in < text.length() && (wanted == '?' || wanted == name.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                // The last star takes one character more.
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < text.length() && text.charAt(in) == '*') {
            in++;
        }
        return in == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
