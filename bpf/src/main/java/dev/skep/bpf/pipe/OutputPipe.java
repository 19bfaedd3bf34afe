package dev.skep.bpf.pipe;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.Epoll;
import dev.skep.bpf.sys.Fd;

/**
 * A pipe that this process writes to, seen without writing: {@code EPOLLERR} says that its readers have gone (poll(2)).
 *
 * <p>Used by one thread; the caller closes it. The descriptor that it looks at stays its owner's.
 */
public final class OutputPipe implements AutoCloseable {
    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0_4000;

    private final Fd end;
    private final Epoll epoll;

    private OutputPipe(Fd end) {
        this.end = end;
        epoll = new Epoll(1);
        epoll.add(end, 0);
    }

    /**
     * Looks at the pipe behind a descriptor of this process.
     *
     * @param descriptor 1 for standard output; must be a pipe's write end
     * @throws SyscallException with ENXIO if its readers have gone already
     */
    public static OutputPipe of(int descriptor) {
        Fd end = Fd.open("/proc/self/fd/" + descriptor, O_WRONLY | O_NONBLOCK);
        try {
            return new OutputPipe(end);
        } catch (RuntimeException | Error failure) {
            end.close();
            throw failure;
        }
    }

    /** Whether nobody reads it any more; takes less than a microsecond. */
    public boolean isAbandoned() {
        // An end for writing is never readable, so an event can only be the error.
        return epoll.await(0) > 0;
    }

    @Override
    public void close() {
        epoll.close();
        end.close();
    }
}
