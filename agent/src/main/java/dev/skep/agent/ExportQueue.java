package dev.skep.agent;

import dev.skep.agent.event.AgentEvent;
import dev.skep.agent.event.EventDetail;
import dev.skep.agent.event.EventHub;
import dev.skep.agent.export.ExportFigures;
import dev.skep.agent.export.ExportOptions;
import dev.skep.agent.export.Exporter;
import dev.skep.agent.export.JsonExport;
import dev.skep.events.QueueBounds;
import dev.skep.events.QueuedSink;

/** The export with its queue. */
final class ExportQueue implements AutoCloseable {
    private final EventHub hub;
    private final Exporter exporter;
    private final QueuedSink<AgentEvent> queue;
    private volatile ExportOptions options;

    ExportQueue(EventHub hub, ExportOptions options, EventDetail detail, int capacity) {
        this.hub = hub;
        this.options = options;
        exporter = new Exporter(new JsonExport(options, detail));
        queue = new QueuedSink<>("export", QueueBounds.ofEvents(capacity), AgentEvent::heldBytes, exporter);
        hub.add(queue);
    }

    void replace(ExportOptions newOptions, EventDetail detail) {
        exporter.replace(new JsonExport(newOptions, detail));
        options = newOptions;
    }

    ExportOptions options() {
        return options;
    }

    ExportFigures figures() {
        return exporter.figures();
    }

    @Override
    public void close() {
        hub.remove(queue);
        queue.close();
        exporter.close();
    }
}
