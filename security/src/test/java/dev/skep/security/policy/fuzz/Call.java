package dev.skep.security.policy.fuzz;

import java.util.List;

/** System calls that change nothing: they fail before they do anything, or only look. A number of its own for each deed is among the arguments. */
enum Call {
    RENAMEAT2("renameat2", 316, 276, List.of(Kind.NUMBER, Kind.TEXT, Kind.NUMBER, Kind.TEXT, Kind.SEQUENCE)),
    COPY_FILE_RANGE(
            "copy_file_range",
            326,
            285,
            List.of(Kind.NUMBER, Kind.WORD, Kind.NUMBER, Kind.WORD, Kind.WORD, Kind.SEQUENCE)),
    /** Asks for the slack of timers, which may be any number: what it returns is what {@link Deed#slack()} says. */
    PRCTL("prctl", 157, 167, List.of(Kind.OPTION, Kind.WORD, Kind.WORD, Kind.WORD, Kind.SEQUENCE)),
    /** Of no socket. */
    SENDTO("sendto", 44, 206, List.of(Kind.NUMBER, Kind.BUFFER, Kind.SIZE, Kind.SEQUENCE, Kind.ADDRESS, Kind.WORD));

    /** No flag of any call. */
    static final int FLAG = 1 << 30;

    /** PR_GET_TIMERSLACK of include/uapi/linux/prctl.h. */
    static final long GET_TIMERSLACK = 30;

    /** What an argument is. */
    enum Kind {
        /** Any number, or the descriptor of an open file. */
        NUMBER,
        /** Any number. */
        WORD,
        /** {@link #GET_TIMERSLACK}, or what is no option of prctl(2). */
        OPTION,
        /** The address of a text. */
        TEXT,
        /** The address of bytes. */
        BUFFER,
        /** How many of these bytes are meant, not more than there are. */
        SIZE,
        /** The address of a {@code struct sockaddr}. */
        ADDRESS,
        /** {@link Call#FLAG} and the number of the deed. */
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
