package dev.skep.agent.export;

import dev.skep.agent.event.AgentEvent;
import dev.skep.events.Sink;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An export that can be replaced by one with other options while events come: the thread that writes changes over between two events, so
 * none is lost or written twice. Figures go on.
 */
public final class Exporter implements Sink<AgentEvent>, AutoCloseable {
    private volatile JsonExport current;
    private final AtomicReference<@Nullable JsonExport> next = new AtomicReference<>();
    private volatile ExportFigures before;

    /** Begins with this one, whose file is opened now. */
    public Exporter(JsonExport first) {
        first.open();
        current = first;
        before = first.figures();
    }

    /** Goes on with this one. */
    public void replace(JsonExport replacement) {
        next.set(replacement);
    }

    private JsonExport changed() {
        JsonExport export = current;
        JsonExport replacement = next.get() == null ? null : next.getAndSet(null);
        if (replacement != null) {
            export.close();
            before = sum(export.figures());
            replacement.open();
            current = export = replacement;
        }
        return export;
    }

    @Override
    public void event(AgentEvent event) {
        changed().event(event);
    }

    @Override
    public void flush() {
        changed().flush();
    }

    /** What all of them did. */
    public ExportFigures figures() {
        return sum(current.figures());
    }

    private ExportFigures sum(ExportFigures now) {
        ExportFigures past = before;
        return new ExportFigures(
                now.path(),
                past.events() + now.events(),
                past.bytes() + now.bytes(),
                past.droppedByRate() + now.droppedByRate(),
                past.failed() + now.failed(),
                now.error(),
                Math.max(past.lastMillis(), now.lastMillis()));
    }

    /** To be called when its thread has ended. */
    @Override
    public void close() {
        changed().close();
    }
}
