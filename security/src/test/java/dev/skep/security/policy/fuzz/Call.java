package dev.skep.security.policy.fuzz;

import java.util.List;

/** System calls that fail before they do anything, as long as their flags are none that exist: the flags number them. */
enum Call {
    RENAMEAT2("renameat2", 316, 276, List.of(Kind.NUMBER, Kind.TEXT, Kind.NUMBER, Kind.TEXT, Kind.SEQUENCE)),
    COPY_FILE_RANGE(
            "copy_file_range",
            326,
            285,
            List.of(Kind.NUMBER, Kind.WORD, Kind.NUMBER, Kind.WORD, Kind.WORD, Kind.SEQUENCE));

    /** No flag of either call. */
    static final int FLAG = 1 << 30;

    /** What an argument is. */
    enum Kind {
        /** Any number, or the descriptor of an open file. */
        NUMBER,
        /** Any number. */
        WORD,
        /** The address of a text. */
        TEXT,
        /** The flags, which are {@link Call#FLAG} and a number of its own for each deed. */
        SEQUENCE
    }

    private final String text;
    private final int x64;
    private final int arm64;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Kind> arguments;

    Call(String text, int x64, int arm64, List<Kind> arguments) {
        this.text = text;
        this.x64 = x64;
        this.arm64 = arm64;
        this.arguments = arguments;
    }

    /** Its name without prefix. */
    String text() {
        return text;
    }

    /** Its number on this machine. */
    int number() {
        return System.getProperty("os.arch").equals("aarch64") ? arm64 : x64;
    }

    /** What it takes. */
    List<Kind> arguments() {
        return arguments;
    }
}
