package dev.skep.cli.output;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.pipe.OutputPipe;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the reader of standard output has gone while there is nothing to write: {@code skep trace open | head -3} ends with
 * head, not with the next event. Used by one thread.
 */
public final class OutputWatch implements AutoCloseable {
    private final @Nullable OutputPipe pipe;
    private final boolean gone;

    private OutputWatch(@Nullable OutputPipe pipe, boolean gone) {
        this.pipe = pipe;
        this.gone = gone;
    }

    /** Watches standard output, if it is a pipe. */
    public static OutputWatch begin() {
        if (!StandardStream.OUTPUT.isPipe()) {
            return new OutputWatch(null, false);
        }
        try {
            return new OutputWatch(OutputPipe.of(StandardStream.OUTPUT.descriptor()), false);
        } catch (SyscallException failure) {
            // Where the pipe may not be opened again, the next write will tell.
            return new OutputWatch(null, failure.is(Errno.ENXIO));
        }
    }

    /** Whether the reader has gone. */
    public boolean readerGone() {
        return gone || (pipe != null && pipe.isAbandoned());
    }

    @Override
    public void close() {
        if (pipe != null) {
            pipe.close();
        }
    }
}
