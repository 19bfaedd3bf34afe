package dev.skep.api.compact;

/**
 * Names from outside, safe for a terminal: as they are, or in quotation marks with escapes, as Go's {@code strconv.Quote} writes them,
 * when they hold a blank or anything that cannot be seen. U+FFFD stands where bytes were no UTF-8, and is escaped, too.
 */
final class QuotedText {
    private static final int REPLACEMENT = 0xfffd;

    private QuotedText() {}

    static String of(String text) {
        if (text.codePoints().allMatch(c -> c != ' ' && printable(c))) {
            return text;
        }
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        text.codePoints().forEach(c -> add(c, quoted));
        return quoted.append('"').toString();
    }

    private static void add(int c, StringBuilder quoted) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case 7 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 11 -> quoted.append("\\v");
            default -> {
                if (printable(c)) {
                    quoted.appendCodePoint(c);
                } else if (c < 0x80) {
                    hexadecimal("\\x", c, 2, quoted);
                } else if (c < 0x1_0000) {
                    hexadecimal("\\u", c, 4, quoted);
                } else {
                    hexadecimal("\\U", c, 8, quoted);
                }
            }
        }
    }

    private static void hexadecimal(String prefix, int c, int digits, StringBuilder quoted) {
        String number = Integer.toHexString(c);
        quoted.append(prefix).repeat('0', digits - number.length()).append(number);
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII blank: Go's notion. */
    private static boolean printable(int c) {
        if (c < 0x7f) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> c != REPLACEMENT;
        };
    }
}
