package dev.skep.cli.output;

/**
 * Takes text from outside apart: the kernel's names are bytes that need not be UTF-8, and may hold what a terminal obeys.
 *
 * <p>Stateless. Follows the table of well-formed byte sequences of the Unicode standard (3.9, table 3-7): no overlong forms, no
 * surrogates, nothing above U+10FFFF.
 */
final class Utf8 {
    /** East Asian Width W and F, in blocks: first and last of each. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0x303e, 0x3040, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60,
        0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f900, 0x1f9ff, 0x2_0000, 0x3_fffd
    };

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
            value = value << 6 | (next & 0x3f);
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

    private static boolean wide(int codePoint) {
        for (int i = 0; i < WIDE.length && codePoint >= WIDE[i]; i += 2) {
            if (codePoint <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
