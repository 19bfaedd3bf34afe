package dev.skep.drop.filter;

/**
 * A word, number, address or sign of a filter.
 *
 * @param kind what it is
 * @param text as written, a word without its backslash
 * @param at index of its first character
 */
record Token(Kind kind, String text, int at) {
    /** Kinds of tokens. */
    enum Kind {
        /** A keyword or name. */
        WORD,
        /** Digits: decimal, 0x hexadecimal, or octal after a 0. */
        NUMBER,
        /** Something with dots, colons or a slash: an address, a prefix. */
        ADDRESS,
        /** A name after a backslash: never a keyword. */
        NAME,
        /** A file's path after an {@code @}, which may stand in quotation marks. */
        FILE,
        /** An operator or parenthesis. */
        SIGN,
        /** Behind the last one. */
        END
    }

    boolean is(String sign) {
        return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(sign);
    }

    /** For messages. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
