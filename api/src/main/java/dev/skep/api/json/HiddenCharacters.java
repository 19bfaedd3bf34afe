package dev.skep.api.json;

/**
 * Escapes what stands in JSON text and cannot be seen: DEL, C1 controls, marks that turn the direction of writing, separators of lines.
 * JSON has such characters within strings alone, so the text as a whole may be walked through.
 */
final class HiddenCharacters {
    private HiddenCharacters() {}

    static String escaped(String json) {
        int at = 0;
        while (at < json.length() && json.charAt(at) < 0x7f) {
            at++;
        }
        if (at == json.length()) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16).append(json, 0, at);
        json.substring(at).codePoints().forEach(c -> add(c, escaped));
        return escaped.toString();
    }

    private static void add(int c, StringBuilder escaped) {
        if (!hidden(c)) {
            escaped.appendCodePoint(c);
            return;
        }
        for (char unit : Character.toChars(c)) {
            String number = Integer.toHexString(unit);
            escaped.append("\\u").repeat('0', 4 - number.length()).append(number);
        }
    }

    static boolean hidden(int c) {
        if (c < 0x7f) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
