package dev.skep.trace.exec;

import dev.skep.bpf.map.RingBufferReader;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.trace.EventSource;
import java.time.Duration;

/** The programs that start on this host, as they start. Made by {@link #start}; closing it takes the program out of the kernel. */
public final class ExecTrace implements EventSource<StartedProgram> {
    private final Loaded<? extends ExecSnoop> loaded;
    private final RingBufferReader<ExecEvent> reader;
    private final StartedProgram program = new StartedProgram();

    private ExecTrace(Loaded<? extends ExecSnoop> loaded) {
        this.loaded = loaded;
        reader = loaded.program().events.reader();
    }

    /** Loads the program and attaches it. */
    public static ExecTrace start(ExecFilter filter) {
        return new ExecTrace(
                Kernel.load(filter.failures() ? new ExecSnoopWithFailures(filter) : new ExecSnoop(filter)));
    }

    @Override
    public int poll(Duration timeout, Sink<? super StartedProgram> sink) {
        return reader.pollRaw(timeout, (memory, offset, length) -> {
            program.read(memory, offset, length);
            sink.event(program);
        });
    }

    @Override
    public long lost() {
        return loaded.program().events.lost();
    }

    @Override
    public void wakeup() {
        reader.wakeup();
    }

    @Override
    public void close() {
        reader.close();
        loaded.close();
    }
}
