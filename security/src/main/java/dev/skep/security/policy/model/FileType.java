package dev.skep.security.policy.model;

/** A type of file: S_IFMT of inode(7). */
public enum FileType {
    /** A socket. */
    SOCKET(0140000),
    /** A symbolic link. */
    LINK(0120000),
    /** A regular file. */
    REGULAR(0100000),
    /** A block device. */
    BLOCK(0060000),
    /** A directory. */
    DIRECTORY(0040000),
    /** A character device. */
    CHARACTER(0020000),
    /** A pipe. */
    PIPE(0010000);

    private final int mode;

    FileType(int mode) {
        this.mode = mode;
    }

    /** Its bits in a file's mode. */
    public int mode() {
        return mode;
    }
}
