package dev.skep.agent.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * The place of a unix socket that only its owner may use.
 *
 * <p>The socket is made in a folder of its own that nobody else may enter, gets its permissions there, and is then moved to its place, in one
 * step. So it never is open to others, and a socket that an agent left behind which was killed is replaced without a moment without any, and
 * its folder removed. A lock tells such a one from that of an agent that runs.
 */
final class SocketPath implements AutoCloseable {
    private static final String MODE = "rw-------";
    private static final String HIDDEN = "s";
    private static final String PRIVATE = "rwx------";

    private final Path path;
    private final Path folder;
    private final FileChannel lockFile;
    private Object key = new Object();

    private SocketPath(Path path, Path folder, FileChannel lockFile) {
        this.path = path;
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Claims the place.
     *
     * @throws IOException if another agent has it, or something that is no socket is there
     */
    static SocketPath claim(Path path) throws IOException {
        Path parent = Objects.requireNonNullElse(path.toAbsolutePath().getParent(), Path.of("/"));
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && !Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther()) {
            throw new IOException(path + " is there and is no socket");
        }
        FileChannel lockFile = FileChannel.open(
                Path.of(path + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE)));
        try {
            if (!locked(lockFile)) {
                throw new IOException("another agent listens at " + path);
            }
            Path folder = parent.resolve("." + path.getFileName() + ".new");
            Files.deleteIfExists(folder.resolve(HIDDEN));
            Files.deleteIfExists(folder);
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
            return new SocketPath(path, folder, lockFile);
        } catch (IOException failure) {
            lockFile.close();
            throw failure;
        }
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            // Held until the channel is closed or the process ends, however it ends.
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    /** Where the socket is to be made. */
    Path hidden() {
        return folder.resolve(HIDDEN);
    }

    /** Moves the socket to its place. */
    void publish() throws IOException {
        Files.setPosixFilePermissions(hidden(), PosixFilePermissions.fromString(MODE));
        key = Files.readAttributes(hidden(), BasicFileAttributes.class).fileKey();
        Files.move(hidden(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() throws IOException {
        try (lockFile) {
            Files.deleteIfExists(hidden());
            Files.deleteIfExists(folder);
            if (Files.exists(path)
                    && Files.readAttributes(path, BasicFileAttributes.class)
                            .fileKey()
                            .equals(key)) {
                Files.delete(path);
            }
        }
    }
}
