package dev.skep.trace.open;

import dev.skep.bpf.map.RingBufferReader;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.trace.EventSource;
import dev.skep.trace.RawText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The files that are opened on this host, as they are. Made by {@link #start}; closing it takes the program out of the kernel. */
public final class OpenTrace implements EventSource<OpenedFile> {
    private final Loaded<OpenSnoop> loaded;
    private final RingBufferReader<OpenEvent> reader;
    private final OpenedFile file = new OpenedFile();
    private final byte[][] prefixes;

    private OpenTrace(Loaded<OpenSnoop> loaded, OpenFilter filter) {
        this.loaded = loaded;
        reader = loaded.program().events().reader();
        prefixes = filter.paths().stream().map(PathPrefix::bytes).toArray(byte[][]::new);
    }

    /** Loads the program and attaches it. */
    public static OpenTrace start(OpenFilter filter) {
        return new OpenTrace(Kernel.load(new OpenSnoop(filter)), filter);
    }

    /** What {@link #start} would load, compiled only, with listings; needs the right to read tracefs. */
    public static List<CompiledProgram> compile(OpenFilter filter) {
        return Kernel.dump(new OpenSnoop(filter));
    }

    @Override
    public int poll(Duration timeout, Sink<? super OpenedFile> sink) {
        return reader.pollRaw(timeout, (memory, offset, length) -> {
            file.read(memory, offset, length);
            if (wanted(file)) {
                sink.event(file);
            }
        });
    }

    /** The kernel passes relative names, because only here their paths are known. What stays unknown is shown. */
    private boolean wanted(OpenedFile opened) {
        if (prefixes.length == 0 || !opened.pathComplete()) {
            return true;
        }
        RawText path = opened.path();
        for (byte[] prefix : prefixes) {
            if (path.length() >= prefix.length
                    && Arrays.equals(path.array(), 0, prefix.length, prefix, 0, prefix.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long lost() {
        return loaded.program().events().lost();
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
