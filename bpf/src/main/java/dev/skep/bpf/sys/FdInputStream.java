package dev.skep.bpf.sys;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** read(2) of a descriptor that no path leads to; owns it. For one thread. */
public final class FdInputStream extends InputStream {
    private static final int CAPACITY = 1 << 16;
    private static final int EAGAIN = 11;
    private static final int EINTR = 4;

    private final Fd fd;
    private final CallBuffer buffer = CallBuffer.allocate(CAPACITY);
    private int position;
    private int limit;

    /** Takes the descriptor over. */
    public FdInputStream(Fd fd) {
        this.fd = fd;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.bytes().get(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        buffer.bytes().get(position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (position == limit) {
            long result = Syscall.invoke(SyscallNumber.READ, fd.number(), buffer.address(), CAPACITY);
            buffer.keepAlive();
            // A walk over a long list may be broken off and goes on with the next call.
            if (result == -EAGAIN || result == -EINTR) {
                continue;
            }
            position = 0;
            limit = (int) Syscall.checked(result, SyscallNumber.READ, fd.what());
            if (limit == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int available() {
        return limit - position;
    }

    @Override
    public void close() {
        fd.close();
    }
}
