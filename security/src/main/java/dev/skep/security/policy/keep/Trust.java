package dev.skep.security.policy.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders that nobody but this user can have filled. */
final class Trust {
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final String OWNER = "unix:uid";

    private Trust() {}

    /** Makes a folder that only its owner may look into. */
    static void make(Path folder) throws IOException {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    }

    /**
     * Looks at one that is there.
     *
     * @throws IOException if it is no folder, somebody else's, or open to others
     */
    static void require(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is no folder; remove it");
        }
        Object owner = Files.getAttribute(folder, OWNER, LinkOption.NOFOLLOW_LINKS);
        Object self = Files.getAttribute(Path.of("/proc/self"), OWNER);
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(self) || !OWNER_ALONE.containsAll(mode)) {
            throw new IOException(folder + " is not trusted: it belongs to user " + owner + " with "
                    + PosixFilePermissions.toString(mode) + ", and has to belong to user " + self
                    + " with rwx------; see what is in it, and remove it");
        }
    }
}
