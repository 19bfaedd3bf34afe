package dev.skep.cli.list;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folders of cgroup v2 by their inodes, which are the ids of cgroups; read when first asked. */
final class CgroupPaths {
    /** Where everybody mounts it; beside v1, systemd has it one folder deeper. */
    private static final Path[] ROOTS = {Path.of("/sys/fs/cgroup/unified"), Path.of("/sys/fs/cgroup")};

    private final Map<Long, String> paths = new HashMap<>();
    private boolean read;

    /** The folder, or the id where there is none any more. */
    String path(long id) {
        if (!read) {
            read = true;
            for (Path root : ROOTS) {
                if (paths.isEmpty() && Files.exists(root.resolve("cgroup.controllers"))) {
                    read(root);
                }
            }
        }
        return paths.getOrDefault(id, "cgroup " + Long.toUnsignedString(id));
    }

    private void read(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    paths.put((Long) Files.getAttribute(folder, "unix:ino"), folder.toString());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException vanished) {
            // A cgroup that has just ended: the rest is worth having.
            return;
        }
    }
}
