package dev.skep.security.process;

/** How a process came to be known, and what could not be found out. The words are Tetragon's. */
public enum ProcessFlag {
    /** By an exec. */
    EXECVE("execve"),
    /** By reading what ran already. */
    PROC_FS("procFS"),
    /** Arguments are missing at the end. */
    CUT_ARGUMENTS("truncArgs"),
    /** Its parent is not known. */
    MISS("miss"),
    /** The file's name could not be read. */
    NO_FILE_NAME("errorFilename"),
    /** The arguments could not be read. */
    NO_ARGUMENTS("errorArgs"),
    /** It has no current directory: kernel threads. */
    NO_DIRECTORY("nocwd"),
    /** Its current directory is the root. */
    ROOT_DIRECTORY("rootcwd"),
    /** Its current directory could not be read. */
    DIRECTORY_ERROR("errorCWD"),
    /** By a fork. */
    CLONE("clone"),
    /** Only the last parts of its current directory are known. */
    CUT_DIRECTORY("errorPathResolutionCwd"),
    /** It descends from the first process of a container. */
    IN_INIT_TREE("inInitTree");

    private final String text;

    ProcessFlag(String text) {
        this.text = text;
    }

    /** The word. */
    public String text() {
        return text;
    }

    /** A number with one bit, where sets are numbers. */
    public int bit() {
        return 1 << ordinal();
    }
}
