package dev.skep.trace.open;

/** What a record of {@link OpenEvent} says about its path; plain numbers because the kernel writes them. */
final class PathState {
    /** The name is absolute, or its directory is there up to the root. */
    static final int COMPLETE = 0;

    /** The name is relative, and the directory's outer components are missing. */
    static final int CUT = 1;

    /** The name is relative to something that is no directory of this process. */
    static final int NO_DIRECTORY = 2;

    /** The name could not be read from the process. */
    static final int NO_NAME = 3;

    private PathState() {}
}
