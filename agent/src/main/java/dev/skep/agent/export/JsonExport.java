package dev.skep.agent.export;

import dev.skep.agent.event.AgentEvent;
import dev.skep.agent.event.EventDetail;
import dev.skep.agent.event.EventEncoder;
import dev.skep.agent.event.JsonBytes;
import dev.skep.api.filter.EventSelection;
import dev.skep.api.filter.FieldSelection;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.RateLimitInfo;
import dev.skep.events.Sink;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as lines of JSON. Called by one thread, the one of its queue; the figures may be read by all.
 *
 * <p>Without filters events are encoded without messages. When the file cannot be written, for instance because the disk is full, what
 * was to be written is lost and counted, and the file is tried again with the next events: the agent goes on.
 */
public final class JsonExport implements Sink<AgentEvent>, AutoCloseable {
    /** Written at once. */
    private static final int CHUNK_BYTES = 1 << 18;

    private static final System.Logger LOGGER = System.getLogger(JsonExport.class.getName());

    private final ExportOptions options;
    private final EventSelection selection;
    private final FieldSelection fields;
    private final boolean limited;
    private final RateLimit rate;
    private final JsonBytes lines = new JsonBytes();
    private final EventEncoder encoder;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong overRate = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong lastMillis = new AtomicLong();
    private final EventDetail detail;
    private @Nullable Output output;
    private int waiting;
    private volatile @Nullable String error;

    /**
     * An export that opens its file with the first event, or by {@link #open}.
     *
     * @throws IllegalArgumentException if a filter makes no sense
     */
    public JsonExport(ExportOptions options, EventDetail detail) {
        this.options = options;
        this.detail = detail;
        EventChoice choice = options.choice();
        limited = choice.perMinute() >= 0;
        selection = EventSelection.of(choice.allowed(), choice.denied());
        fields = FieldSelection.of(choice.fields());
        rate = new RateLimit(choice.perMinute(), System.nanoTime());
        encoder = new EventEncoder(detail, lines);
    }

    /** Opens the file; where that fails, it is tried again with the next events. */
    void open() {
        try {
            output = newOutput();
        } catch (IOException failure) {
            broken(failure);
        }
    }

    private Output newOutput() throws IOException {
        return options.isStandardOutput() ? new StandardOutput() : new RotatingFile(options);
    }

    @Override
    public void event(AgentEvent event) {
        if (!selection.passesAll() && !selection.test(event.message())) {
            return;
        }
        if (limited) {
            long now = System.nanoTime();
            if (!rate.passes(now)) {
                overRate.incrementAndGet();
                return;
            }
            tellDropped(rate.takeDropped(now));
        }
        encode(event);
        waiting++;
        if (lines.size() >= CHUNK_BYTES) {
            write();
        }
    }

    private void encode(AgentEvent event) {
        int before = lines.size();
        try {
            if (fields.keepsAll()) {
                encoder.encode(event);
            } else {
                lines.utf8(EventJson.print(fields.apply(event.message())));
            }
            lines.lineFeed();
        } catch (RuntimeException defect) {
            // Half a line would spoil the file; the queue counts the event as lost.
            lines.cut(before);
            throw defect;
        }
    }

    private void tellDropped(long dropped) {
        if (dropped > 0) {
            lines.utf8(EventJson.print(GetEventsResponse.newBuilder()
                    .setRateLimitInfo(RateLimitInfo.newBuilder().setNumberOfDroppedProcessEvents(dropped))
                    .setNodeName(detail.node())));
            lines.lineFeed();
        }
    }

    @Override
    public void flush() {
        if (lines.size() > 0) {
            write();
        }
    }

    private void write() {
        int count = waiting;
        int size = lines.size();
        waiting = 0;
        try {
            Output open = output;
            if (open == null) {
                output = open = newOutput();
            }
            open.write(lines);
            events.addAndGet(count);
            bytes.addAndGet(size);
            lastMillis.set(System.currentTimeMillis());
            if (error != null) {
                LOGGER.log(System.Logger.Level.INFO, "export to " + options.file() + " works again");
                error = null;
            }
        } catch (IOException failure) {
            lines.cut(0);
            failed.addAndGet(count);
            broken(failure);
        }
    }

    private void broken(IOException failure) {
        String message = "export to " + options.file() + ": " + failure.getMessage();
        if (!message.equals(error)) {
            LOGGER.log(System.Logger.Level.WARNING, message + "; events are lost until it works again");
        }
        error = message;
    }

    /** What it did so far. */
    public ExportFigures figures() {
        return new ExportFigures(
                options.file().toString(),
                events.get(),
                bytes.get(),
                overRate.get(),
                failed.get(),
                Optional.ofNullable(error),
                lastMillis.get());
    }

    @Override
    public void close() {
        flush();
        Output open = output;
        output = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failure) {
                broken(failure);
            }
        }
    }
}
