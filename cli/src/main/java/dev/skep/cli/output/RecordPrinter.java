package dev.skep.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes records as lines in batches: nothing is sent until {@link #flush} or until a batch is full, and no record costs memory.
 * Used by one thread.
 *
 * @param <E> the record
 */
public final class RecordPrinter<E> {
    private static final int BATCH_BYTES = 48 * 1024;

    private final OutputStream stream;
    private final TextBuffer buffer = new TextBuffer();
    private final RecordFormat<E> format;

    /**
     * Prints to {@code stream}, which stays the caller's.
     *
     * @param columns in their order
     * @param colour whether failures are red
     */
    public RecordPrinter(List<Column<E>> columns, OutputKind kind, boolean colour, OutputStream stream) {
        this.stream = stream;
        WallClock clock = WallClock.now();
        format = switch (kind) {
            case COLUMNS -> new ColumnsFormat<>(columns, buffer, clock, colour);
            case JSON -> new JsonFormat<>(columns, buffer, clock);
        };
    }

    /** Writes the header, where the format has one, and sends it. */
    public void header() throws IOException {
        format.header();
        flush();
    }

    /** Writes one record; {@code failed} makes it stand out. */
    public void print(E event, boolean failed) throws IOException {
        format.line(event, failed);
        if (buffer.size() >= BATCH_BYTES) {
            flush();
        }
    }

    /** Sends what has been written. */
    public void flush() throws IOException {
        if (buffer.size() > 0) {
            buffer.sendTo(stream);
        }
    }
}
