package dev.skep.security.policy.event;

/** What may be wrong with the path of a file. */
public enum FileName {
    /** It has more components than were read: the first ones are missing. */
    UNRESOLVED_PATH_COMPONENTS(1),
    /** A mount on the way could not be followed. */
    UNRESOLVED_MOUNT_POINTS(2);

    private final int bit;

    FileName(int bit) {
        this.bit = bit;
    }

    /** Its bit in the flags of {@link ArgumentValue.Path}. */
    public int bit() {
        return bit;
    }
}
