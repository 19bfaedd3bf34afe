package dev.skep.identity.cgroup;

import dev.skep.identity.Cgroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks at the groups that exist.
 *
 * <p>A group has some sixty files and mostly no group below it. So a folder is listed only where its number of links says that there
 * are folders in it (fs/kernfs/inode.c, v6.18: two and one for each), and a name that was a file in one group is a file in all.
 */
public final class CgroupScan {
    private static final int LINKS_OF_A_LEAF = 2;

    private final Path mount;
    private final Consumer<Cgroup> sink;
    private final Set<String> files = new HashSet<>();

    private CgroupScan(Path mount, Consumer<Cgroup> sink) {
        this.mount = mount;
        this.sink = sink;
    }

    /** Tells of the root and all groups below it, outer ones first; those that vanish meanwhile are left out. */
    public static void run(Hierarchy hierarchy, Consumer<Cgroup> sink) {
        below(hierarchy, hierarchy.mount(), sink);
    }

    /** Tells of the group whose folder {@code top} is, and of all below it. */
    static void below(Hierarchy hierarchy, Path top, Consumer<Cgroup> sink) {
        new CgroupScan(hierarchy.mount(), sink).visit(top);
    }

    private void visit(Path folder) {
        try {
            sink.accept(new Cgroup(number(folder, "ino"), "/" + mount.relativize(folder)));
            // Asked for after the sink had its turn: what is made in a folder from the moment on that the sink watches
            // it, is its affair.
            if (number(folder, "nlink") > LINKS_OF_A_LEAF) {
                list(folder);
            }
        } catch (IOException gone) {
            if (folder.equals(mount)) {
                throw new UncheckedIOException("read " + mount, gone);
            }
        }
    }

    private static long number(Path folder, String attribute) throws IOException {
        return Files.getAttribute(folder, "unix:" + attribute) instanceof Number number ? number.longValue() : 0;
    }

    private void list(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (files.contains(name)) {
                    continue;
                }
                if (Files.isDirectory(entry)) {
                    visit(entry);
                } else if (Files.exists(entry)) {
                    files.add(name);
                }
            }
        } catch (DirectoryIteratorException gone) {
            throw gone.getCause();
        }
    }
}
