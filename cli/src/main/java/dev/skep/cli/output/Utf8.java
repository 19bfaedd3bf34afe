package dev.skep.cli.output;

/**
 * Takes text from outside apart: the kernel's names are bytes that need not be UTF-8, and may hold what a terminal obeys.
 *
 * <p>Stateless. Follows the table of well-formed byte sequences of the Unicode standard (3.9, table 3-7): no overlong forms, no
 * surrogates, nothing above U+10FFFF.
 */
final class Utf8 {
    private Utf8() {}

    /**
     * The character at {@code at}.
     *
     * @return its code point, or -1 where the bytes are malformed: then this byte alone is to be skipped
     */
    static int codePoint(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || end - at < length) {
            return -1;
        }
        int value = first & 0x7f >> length;
        for (int i = 1; i < length; i++) {
            int next = bytes[at + i];
            if ((next & 0xc0) != 0x80) {
                return -1;
            }
            value = value << 6 | next & 0x3f;
        }
        boolean wellFormed = switch (length) {
            case 2 -> true;
            case 3 -> value >= 0x800 && (value < 0xd800 || value > 0xdfff);
            default -> value >= 0x1_0000 && value <= 0x10_ffff;
        };
        return wellFormed ? value : -1;
    }

    /** Bytes of a character that {@link #codePoint} found. */
    static int length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;
    }

    /**
     * Whether a character above ASCII cannot be seen or changes how others are seen: C1 controls, which some terminals obey,
     * marks that turn the direction of writing, separators of lines, what is unassigned or private.
     */
    static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** Cells of a terminal that a character above ASCII takes: 0 for combining marks, 2 for wide ones, else 1. */
    static int cells(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return wide(codePoint) ? 2 : 1;
    }

    /** East Asian Width W and F, in blocks. */
    private static boolean wide(int c) {
        return c >= 0x1100
                && (c <= 0x115f
                        || c >= 0x2e80 && c <= 0xa4cf && c != 0x303f
                        || c >= 0xac00 && c <= 0xd7a3
                        || c >= 0xf900 && c <= 0xfaff
                        || c >= 0xfe30 && c <= 0xfe6f
                        || c >= 0xff00 && c <= 0xff60
                        || c >= 0xffe0 && c <= 0xffe6
                        || c >= 0x1f300 && c <= 0x1f64f
                        || c >= 0x1f900 && c <= 0x1f9ff
                        || c >= 0x2_0000 && c <= 0x3_fffd);
    }
}
