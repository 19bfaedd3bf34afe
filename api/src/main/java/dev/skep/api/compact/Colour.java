package dev.skep.api.compact;

/** A colour of a terminal (ECMA-48, SGR). */
enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33),
    BLUE(34),
    MAGENTA(35),
    CYAN(36);

    private static final String END = "\u001b[0m";

    private final String begin;

    Colour(int code) {
        begin = "\u001b[" + code + "m";
    }

    String wrap(String text) {
        return begin + text + END;
    }
}
