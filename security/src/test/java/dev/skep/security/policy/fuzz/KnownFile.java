package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.FileType;

/**
 * A file.
 *
 * @param path where it is; {@code /} of pipes and the like, which are nowhere
 * @param type what it is
 */
record KnownFile(String path, FileType type) {
    private static final int TYPE = 0170000;

    /** One of this {@code st_mode}. */
    static KnownFile of(String path, int mode) {
        for (FileType type : FileType.values()) {
            if (type.mode() == (mode & TYPE)) {
                return new KnownFile(path, type);
            }
        }
        throw new IllegalArgumentException(path + " is of no type: " + mode);
    }
}
