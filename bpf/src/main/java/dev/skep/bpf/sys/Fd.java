package dev.skep.bpf.sys;

import dev.skep.bpf.SyscallException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file descriptor with one owner, who closes it; a second close does nothing. Safe for every thread.
 *
 * <p>Every descriptor of Linux's BPF and perf calls is close-on-exec from birth.
 */
public final class Fd implements AutoCloseable {
    private static final int CLOSED = -1;

    private final AtomicInteger number;
    private final String what;

    private Fd(int number, String what) {
        this.number = new AtomicInteger(number);
        this.what = what;
    }

    /**
     * Takes over an open descriptor.
     *
     * @param what what it is, for messages
     */
    public static Fd own(int number, String what) {
        if (number < 0) {
            throw new IllegalArgumentException("no descriptor: " + number);
        }
        Fd fd = new Fd(number, what);
        FdTrace.opened(fd);
        return fd;
    }

    /**
     * Opens a file by openat(2), always close-on-exec.
     *
     * @param flags O_RDONLY (0), O_RDWR (2), ...
     */
    public static Fd open(String path, int flags) {
        CallBuffer name = CallBuffer.of(path);
        long result = Syscall.invoke(SyscallNumber.OPENAT, Files.AT_FDCWD, name.address(), flags | Files.O_CLOEXEC);
        name.keepAlive();
        return own((int) Syscall.checked(result, SyscallNumber.OPENAT, path), path);
    }

    /**
     * Opens a process by pidfd_open(2), since Linux 5.3; it is close-on-exec.
     *
     * @throws SyscallException ESRCH if there is none of this id
     */
    public static Fd ofProcess(long pid) {
        String what = "process " + pid;
        long result = Syscall.invoke(SyscallNumber.PIDFD_OPEN, pid, 0, 0);
        return own((int) Syscall.checked(result, SyscallNumber.PIDFD_OPEN, what), what);
    }

    /** The number to give to a call; an IllegalStateException after close. */
    public int number() {
        int open = number.get();
        if (open == CLOSED) {
            throw new IllegalStateException(what + " is closed");
        }
        return open;
    }

    /** Whether it has not been closed yet. */
    public boolean isOpen() {
        return number.get() != CLOSED;
    }

    /** What it is, for messages. */
    public String what() {
        return what;
    }

    /** Says that nobody is going to close it: by design it lives until the process ends. */
    public Fd untilExit() {
        FdTrace.closed(this);
        return this;
    }

    @Override
    public void close() {
        int open = number.getAndSet(CLOSED);
        if (open != CLOSED) {
            FdTrace.closed(this);
            long result = Syscall.invoke(SyscallNumber.CLOSE, open, 0, 0);
            // Linux frees the number whatever close says, and EINTR, EIO mean nothing for these objects.
            if (result == -Files.EBADF) {
                throw new SyscallException("close", what, Files.EBADF);
            }
        }
    }

    @Override
    public String toString() {
        return what + " (fd " + number.get() + ")";
    }

    /** Constants of open(2). */
    private static final class Files {
        static final int AT_FDCWD = -100;
        static final int O_CLOEXEC = 0x80000;
        static final int EBADF = 9;
    }
}
