package dev.skep.security.process;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is unusual about an executed file.
 *
 * @param setUid the user that the set-user-id bit of the file made the effective one
 * @param setGid the group likewise
 * @param gains why the process got more rights than it had
 * @param file where the file is, if it has no name any more: deleted, or never had one (memfd_create(2))
 */
public record BinaryProperties(
        OptionalInt setUid, OptionalInt setGid, List<PrivilegeGain> gains, Optional<NamelessFile> file) {
    /** Nothing unusual. */
    public static final BinaryProperties NONE =
            new BinaryProperties(OptionalInt.empty(), OptionalInt.empty(), List.of(), Optional.empty());

    /** Copies. */
    public BinaryProperties {
        gains = List.copyOf(gains);
    }

    /**
     * A file without a name.
     *
     * @param inode its inode number
     * @param links how many names it has: 0
     * @param path the name that it had, or was given by memfd_create(2)
     */
    public record NamelessFile(long inode, int links, String path) {}
}
