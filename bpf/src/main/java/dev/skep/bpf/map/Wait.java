package dev.skep.bpf.map;

import dev.skep.bpf.sys.Epoll;
import dev.skep.bpf.sys.EventFd;
import dev.skep.bpf.sys.Fd;
import java.time.Duration;

/** Waits for descriptors, a time, or another thread. */
final class Wait implements AutoCloseable {

    private static final long WAKEUP = -1;

    private final Epoll epoll;
    private final EventFd wakeup;
    private boolean closed;

    Wait(int descriptors) {
        epoll = new Epoll(descriptors + 1);
        wakeup = new EventFd();
        epoll.add(wakeup.fd(), WAKEUP);
    }

    void add(Fd descriptor) {
        epoll.add(descriptor, 0);
    }

    /** Until a descriptor is ready, the time is over, or somebody calls {@link #wakeup()}. */
    void await(Duration timeout) {
        int ready = epoll.await(millis(timeout));
        for (int i = 0; i < ready; i++) {
            if (epoll.ready(i) == WAKEUP) {
                wakeup.clear();
            }
        }
    }

    /** Rounded up, so that a short time is not a busy loop. */
    private static int millis(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(Integer.MAX_VALUE - 1)) >= 0) {
            return Integer.MAX_VALUE;
        }
        return (int) timeout.plusNanos(999_999).toMillis();
    }

    /** Ends the wait that runs, or the next one; does nothing after close. */
    synchronized void wakeup() {
        if (!closed) {
            wakeup.signal();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        epoll.close();
        wakeup.close();
    }
}
