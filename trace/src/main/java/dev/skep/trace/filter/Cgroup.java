package dev.skep.trace.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A control group of the unified hierarchy (cgroup v2), whose members include those of the groups below it.
 *
 * @param level how many groups are above it, as bpf_get_current_ancestor_cgroup_id counts: 0 is the root of the hierarchy
 * @param id the inode number of its folder, which is the kernel's id of it on 64-bit machines
 */
public record Cgroup(int level, long id) {
    /** Every folder of a cgroup v2 hierarchy has it, and no folder of a v1 hierarchy (Documentation/admin-guide/cgroup-v2.rst). */
    private static final String SIGN = "cgroup.controllers";

    /**
     * The group whose folder {@code path} is. Its level is counted from the root of the mount, so within a cgroup namespace it is that
     * of the namespace.
     *
     * @throws IllegalArgumentException if it is not a folder of a cgroup v2 hierarchy
     */
    public static Cgroup at(Path path) {
        try {
            Path folder = path.toRealPath();
            int level = 0;
            if (!isGroup(folder)) {
                throw new IllegalArgumentException(
                        "'" + path + "' is not a folder of a cgroup v2 hierarchy (it has no " + SIGN + ")");
            }
            for (Path above = folder.getParent(); above != null && isGroup(above); above = above.getParent()) {
                level++;
            }
            return new Cgroup(level, ((Number) Files.getAttribute(folder, "unix:ino")).longValue());
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("'" + path + "' does not exist", missing);
        } catch (IOException failure) {
            throw new IllegalArgumentException("'" + path + "' cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static boolean isGroup(Path folder) {
        return Files.exists(folder.resolve(SIGN));
    }
}
