package dev.skep.security.policy.read;

import dev.skep.security.policy.model.MatchValue;

/** Reads strings that something is compared with. */
final class TextReader {
    private TextReader() {}

    /** A path, or its beginning or end. */
    static MatchValue.Text path(Element value) {
        MatchValue.Text text = string(value);
        if (text.text().isEmpty()) {
            value.wrong("is empty");
        }
        return text;
    }

    /** Bytes up to a zero; zeros at the end, which some write out, are left out. */
    static MatchValue.Text string(Element value) {
        String text = value.text();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        String stripped = text.substring(0, end);
        if (stripped.indexOf(0) >= 0) {
            value.wrong("has a zero within it, where strings end");
        }
        return checked(value, stripped);
    }

    /** Any bytes. */
    static MatchValue.Text bytes(Element value) {
        return checked(value, value.text());
    }

    private static MatchValue.Text checked(Element value, String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            value.wrong("has half of a character, which UTF-8 cannot say");
        }
        return new MatchValue.Text(text, value.place());
    }
}
