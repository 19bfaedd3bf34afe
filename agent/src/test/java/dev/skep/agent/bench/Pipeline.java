package dev.skep.agent.bench;

import dev.skep.agent.KnownGroups;
import dev.skep.agent.event.AgentEvent;
import dev.skep.agent.event.EventDetail;
import dev.skep.agent.event.EventHub;
import dev.skep.agent.event.EventMessages;
import dev.skep.agent.export.ExportFigures;
import dev.skep.agent.export.ExportOptions;
import dev.skep.agent.export.Exporter;
import dev.skep.agent.export.JsonExport;
import dev.skep.agent.export.Rotation;
import dev.skep.agent.metrics.AgentMetrics;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.events.Loss;
import dev.skep.events.QueueBounds;
import dev.skep.events.QueuedSink;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What an agent puts behind its sensor: the hub, counts for Prometheus, and the export to a file with its queue. */
final class Pipeline implements AutoCloseable {
    private static final int FILE_BYTES = 256 << 20;

    private final Exporter exporter;
    private final EventHub hub;
    private final QueuedSink<AgentEvent> queue;
    private final int capacity;

    Pipeline(Path file, int capacity) {
        this.capacity = capacity;
        KnownGroups groups = new KnownGroups();
        EventDetail detail = EventDetail.standard("node1", groups);
        exporter = new Exporter(new JsonExport(ExportOptions.to(file).with(Rotation.ofBytes(FILE_BYTES, 0)), detail));
        AgentMetrics metrics =
                new AgentMetrics("0", "node1", Set.of("binary"), GetStatusResponse::getDefaultInstance, List::of);
        hub = new EventHub(groups, new EventMessages(detail), metrics.counts());
        queue = new QueuedSink<>("export", QueueBounds.ofEvents(capacity), AgentEvent::heldBytes, exporter);
        hub.add(queue);
    }

    EventHub hub() {
        return hub;
    }

    /** Whether the queue has room for many more events. */
    boolean hasRoom() {
        return queue.pending() < capacity / 2;
    }

    ExportFigures figures() {
        return exporter.figures();
    }

    /** Events that did not get into the file. */
    long lost() {
        return queue.losses().stream().mapToLong(Loss::events).sum()
                + exporter.figures().failed();
    }

    /** Writes what is pending. */
    @Override
    public void close() {
        queue.close();
        exporter.close();
    }
}
