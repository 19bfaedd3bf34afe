package dev.skep.cli.command;

import org.jspecify.annotations.Nullable;

/** Ends a command with one line that says what went wrong and what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private CommandFailure(int status, @Nullable String message) {
        super(String.valueOf(message));
        this.status = status;
    }

    /** The user's words make no sense: exit status 2. */
    public static CommandFailure usage(@Nullable String message) {
        return new CommandFailure(ExitStatus.USAGE, message);
    }

    /** What was asked for cannot be done here: exit status 1. */
    public static CommandFailure failure(@Nullable String message) {
        return new CommandFailure(ExitStatus.FAILURE, message);
    }

    /** The exit status. */
    public int status() {
        return status;
    }
}
