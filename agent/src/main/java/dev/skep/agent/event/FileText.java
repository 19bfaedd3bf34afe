package dev.skep.agent.event;

import dev.skep.security.policy.event.FileName;

/** What is said of a file beside its path. */
final class FileText {
    private static final int TYPE = 0xf000;
    private static final int SET_USER = 0x800;
    private static final int SET_GROUP = 0x400;
    private static final int STICKY = 0x200;

    private FileText() {}

    /** What is wrong with its path, in words without blanks; empty if nothing is. */
    static String flags(int flags) {
        boolean components = (flags & FileName.UNRESOLVED_PATH_COMPONENTS.bit()) != 0;
        boolean mounts = (flags & FileName.UNRESOLVED_MOUNT_POINTS.bit()) != 0;
        return (components ? "unresolvedPathComponents" : "")
                + (components && mounts ? " " : "")
                + (mounts ? "unresolvedMountPoints" : "");
    }

    /** Type and permissions as {@code ls -l} writes them; empty for 0, which is not known. */
    static String permission(int mode) {
        if (mode == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder(10);
        switch (mode & TYPE) {
            case 0x1000 -> text.append('p');
            case 0x2000 -> text.append('c');
            case 0x4000 -> text.append('d');
            case 0x6000 -> text.append('b');
            case 0x8000 -> text.append('-');
            case 0xa000 -> text.append('l');
            case 0xc000 -> text.append('s');
            default -> {
                // No type that has a letter: an inode without one has none here either.
            }
        }
        rights(mode >> 6, (mode & SET_USER) != 0, 's', text);
        rights(mode >> 3, (mode & SET_GROUP) != 0, 's', text);
        rights(mode, (mode & STICKY) != 0, 't', text);
        return text.toString();
    }

    private static void rights(int bits, boolean special, char letter, StringBuilder text) {
        text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
        boolean execute = (bits & 1) != 0;
        if (special) {
            text.append(execute ? letter : Character.toUpperCase(letter));
        } else {
            text.append(execute ? 'x' : '-');
        }
    }
}
