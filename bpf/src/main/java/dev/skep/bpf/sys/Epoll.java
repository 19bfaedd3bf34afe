package dev.skep.bpf.sys;

/**
 * epoll(7): waits for several descriptors to become readable. One thread waits; the descriptors stay their owners'.
 * Waiting allocates nothing.
 */
public final class Epoll implements AutoCloseable {
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLLIN = 1;
    private static final int EINTR = 4;
    /** struct epoll_event is packed on x86-64 alone. */
    private static final int EVENT_SIZE = SyscallNumber.Architecture.X86_64 ? 12 : 16;

    private static final int DATA = EVENT_SIZE - Long.BYTES;

    private final Fd fd;
    private final CallBuffer events;
    private final int capacity;

    /**
     * @param capacity how many descriptors one wait can report
     */
    public Epoll(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity);
        }
        this.capacity = capacity;
        this.events = CallBuffer.allocate(capacity * EVENT_SIZE);
        this.fd = Fd.own(
                (int) Syscall.checked(
                        Syscall.invoke(SyscallNumber.EPOLL_CREATE1, EPOLL_CLOEXEC, 0, 0),
                        SyscallNumber.EPOLL_CREATE1,
                        ""),
                "epoll");
    }

    /**
     * Waits for this descriptor, too, as long as it stays readable (level-triggered).
     *
     * @param data what {@link #ready} answers for it
     */
    public void add(Fd target, long data) {
        CallBuffer event = CallBuffer.allocate(EVENT_SIZE).u32(0, EPOLLIN).u64(DATA, data);
        long result = Syscall.invoke(
                SyscallNumber.EPOLL_CTL, fd.number(), EPOLL_CTL_ADD, target.number(), event.address(), 0, 0);
        event.keepAlive();
        Syscall.checked(result, SyscallNumber.EPOLL_CTL, target.what());
    }

    /**
     * Waits until a descriptor is readable or the time is over.
     *
     * @param timeoutMillis 0 returns at once, -1 waits for ever
     * @return how many are ready; 0 also when a signal came
     */
    public int await(int timeoutMillis) {
        long result = Syscall.invoke(
                SyscallNumber.EPOLL_PWAIT, fd.number(), events.address(), capacity, timeoutMillis, 0, Long.BYTES);
        events.keepAlive();
        return result == -EINTR ? 0 : (int) Syscall.checked(result, SyscallNumber.EPOLL_PWAIT, "");
    }

    /** The data of the index-th descriptor that the last wait reported. */
    public long ready(int index) {
        return events.u64(index * EVENT_SIZE + DATA);
    }

    @Override
    public void close() {
        fd.close();
    }
}
