package dev.skep.trace.exec;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.trace.EventSource;
import java.time.Duration;
import java.util.List;

/** The programs that start on this host, as they start. Made by {@link #start}; closing it takes the program out of the kernel. */
public final class ExecTrace implements EventSource<StartedProgram> {
    private final Loaded<?> loaded;
    private final RingBuffer<ExecEvent> events;
    private final RingBufferReader<ExecEvent> reader;
    private final StartedProgram program = new StartedProgram();

    private ExecTrace(Loaded<?> loaded, RingBuffer<ExecEvent> events) {
        this.loaded = loaded;
        this.events = events;
        reader = events.reader();
    }

    /** Loads the program and attaches it. */
    public static ExecTrace start(ExecFilter filter) {
        ExecSnoop successes = new ExecSnoop(filter);
        return new ExecTrace(Kernel.load(programs(successes, filter)), successes.events);
    }

    /** What {@link #start} would load, compiled only, with listings; needs no rights. */
    public static List<CompiledProgram> compile(ExecFilter filter) {
        return Kernel.dump(programs(new ExecSnoop(filter), filter));
    }

    private static Object programs(ExecSnoop successes, ExecFilter filter) {
        return filter.failures() ? new ExecSnoopWithFailures(successes) : successes;
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
        return events.lost();
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
