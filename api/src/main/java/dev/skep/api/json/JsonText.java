package dev.skep.api.json;

/**
 * Strings of JSON (RFC 8259) that are safe to show: what must be escaped is, and so is what cannot be seen or changes how other characters
 * are seen: DEL, C1 controls, marks that turn the direction of writing, separators of lines.
 */
public final class JsonText {
    private JsonText() {}

    /** Adds a text in quotation marks. */
    static void add(String text, StringBuilder json) {
        json.append('"');
        int length = text.length();
        int plain = 0;
        for (int at = 0; at < length; ) {
            char first = text.charAt(at);
            if (first >= ' ' && first < 0x7f && first != '"' && first != '\\') {
                at++;
                continue;
            }
            int c = text.codePointAt(at);
            json.append(text, plain, at);
            special(c, json);
            at += Character.charCount(c);
            plain = at;
        }
        json.append(text, plain, length).append('"');
    }

    private static void special(int c, StringBuilder json) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c >= 0x80 && !hidden(c)) {
                    json.appendCodePoint(c);
                } else {
                    escape(c, json);
                }
            }
        }
    }

    private static void escape(int c, StringBuilder json) {
        for (char unit : Character.toChars(c)) {
            String number = Integer.toHexString(unit);
            json.append("\\u").repeat('0', 4 - number.length()).append(number);
        }
    }

    /** Whether a character above ASCII is escaped although JSON does not ask for it. */
    public static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
