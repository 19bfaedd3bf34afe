package dev.skep.security.process;

/** How a process came to be known, and what could not be found out. The words are Tetragon's. */
public enum ProcessFlag {
    /** By an exec. */
    EXECVE(0, "execve"),
    /** By reading what ran already. */
    PROC_FS(1, "procFS"),
    /** Arguments are missing at the end. */
    CUT_ARGUMENTS(2, "truncArgs"),
    /** Its parent is not known. */
    MISS(3, "miss"),
    /** The file's name could not be read. */
    NO_FILE_NAME(4, "errorFilename"),
    /** The arguments could not be read. */
    NO_ARGUMENTS(5, "errorArgs"),
    /** It has no current directory: kernel threads. */
    NO_DIRECTORY(6, "nocwd"),
    /** Its current directory is the root. */
    ROOT_DIRECTORY(7, "rootcwd"),
    /** Its current directory could not be read. */
    DIRECTORY_ERROR(8, "errorCWD"),
    /** By a fork. */
    CLONE(9, "clone"),
    /** Only the last parts of its current directory are known. */
    CUT_DIRECTORY(10, "errorPathResolutionCwd"),
    /** It descends from the first process of a container. */
    IN_INIT_TREE(11, "inInitTree");

    private final int position;
    private final String text;

    ProcessFlag(int position, String text) {
        this.position = position;
        this.text = text;
    }

    /** The word. */
    public String text() {
        return text;
    }

    /** A number with one bit, where sets are numbers. */
    public int bit() {
        return 1 << position;
    }
}
