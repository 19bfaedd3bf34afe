package dev.skep.bpf.sys;

/** eventfd(2): lets one thread wake another that waits in {@link Epoll}. Safe for every thread. */
public final class EventFd implements AutoCloseable {
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int EAGAIN = 11;

    private final Fd fd;

    /** A new one, not signalled. */
    public EventFd() {
        fd = Fd.own(
                (int) Syscall.checked(
                        Syscall.invoke(SyscallNumber.EVENTFD2, 0, EFD_CLOEXEC | EFD_NONBLOCK, 0),
                        SyscallNumber.EVENTFD2,
                        ""),
                "eventfd");
    }

    /** What to add to an Epoll; stays this object's. */
    public Fd fd() {
        return fd;
    }

    /** Makes it readable until {@link #clear}. */
    public void signal() {
        transfer(SyscallNumber.WRITE, 1);
    }

    /** Makes it unreadable again. */
    public void clear() {
        transfer(SyscallNumber.READ, 0);
    }

    private void transfer(SyscallNumber call, long value) {
        CallBuffer word = CallBuffer.allocate(Long.BYTES).u64(0, value);
        long result = Syscall.invoke(call, fd.number(), word.address(), Long.BYTES);
        word.keepAlive();
        if (result != -EAGAIN) {
            Syscall.checked(result, call, "eventfd");
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}
