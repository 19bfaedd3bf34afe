package dev.skep.bpf.pin;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.Flock;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The right to change a folder, which one process has at a time (flock(2) of the folder itself, so nothing is left behind). The kernel
 * takes it back when the process ends, however it ends: who gets the lock knows that nobody is in the middle of a change. Held by one
 * thread, who closes it.
 */
public final class FolderLock implements AutoCloseable {
    private static final int O_DIRECTORY = 0x10000;

    private final Fd folder;

    private FolderLock(Fd folder) {
        this.folder = folder;
    }

    /**
     * Waits until nobody else has the lock of a folder, and takes it.
     *
     * @throws SyscallException ENOENT or ENOTDIR if it is no folder
     */
    public static FolderLock of(Path folder) {
        Fd fd = Fd.open(folder.toString(), O_DIRECTORY);
        try {
            Flock.exclusive(fd);
            return new FolderLock(fd);
        } catch (RuntimeException failure) {
            fd.close();
            throw failure;
        }
    }

    /**
     * Takes the lock of a folder if nobody else has it.
     *
     * @throws SyscallException ENOENT or ENOTDIR if it is no folder
     */
    public static Optional<FolderLock> tryOf(Path folder) {
        Fd fd = Fd.open(folder.toString(), O_DIRECTORY);
        boolean locked = false;
        try {
            locked = Flock.tryExclusive(fd);
            return locked ? Optional.of(new FolderLock(fd)) : Optional.empty();
        } finally {
            if (!locked) {
                fd.close();
            }
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
