package dev.skep.agent.config;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Permissions of a file as chmod(1) takes them. */
final class FileMode {
    private static final int MOST = 0777;
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private FileMode() {}

    static Set<PosixFilePermission> parse(String key, String text) {
        try {
            int mode = Integer.parseInt(text, 8);
            if (mode >= 0 && mode <= MOST) {
                Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
                for (int bit = 0; bit < BITS.length; bit++) {
                    if ((mode & 1 << bit) != 0) {
                        permissions.add(BITS[bit]);
                    }
                }
                return permissions;
            }
        } catch (NumberFormatException nonsense) {
            // Refused below.
        }
        throw new IllegalArgumentException(key + ": '" + text + "' is not a file mode, such as 600 or 640");
    }
}
