package dev.skep.cli.command;

/** Exit statuses of all commands. */
public final class ExitStatus {
    /** Done; also when the user ended it, or when nobody reads its output any more. */
    public static final int FINE = 0;

    /** It could not be done. */
    public static final int FAILURE = 1;

    /** The command line makes no sense. */
    public static final int USAGE = 2;

    private ExitStatus() {}
}
