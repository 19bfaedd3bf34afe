package dev.skep.agent.server;

import com.google.protobuf.Timestamp;
import dev.skep.agent.event.AgentEvent;
import dev.skep.agent.event.EventHub;
import dev.skep.api.status.Client;
import dev.skep.events.Loss;
import dev.skep.events.QueueBounds;
import dev.skep.events.QueuedSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The clients that get events now. Safe for several threads. */
final class Clients implements AutoCloseable {
    private static final int MOST = 100;

    private final EventHub hub;
    private final int queueSize;
    private final CopyOnWriteArrayList<Member> members = new CopyOnWriteArrayList<>();
    private final AtomicLong number = new AtomicLong();

    private record Member(ClientStream stream, QueuedSink<AgentEvent> queue) {}

    Clients(EventHub hub, int queueSize) {
        this.hub = hub;
        this.queueSize = queueSize;
    }

    /** Gives events to a client. False if there are too many clients. */
    boolean add(ClientStream stream) {
        synchronized (members) {
            if (members.size() >= MOST) {
                return false;
            }
            QueuedSink<AgentEvent> queue = new QueuedSink<>(
                    "client " + number.incrementAndGet(),
                    QueueBounds.ofEvents(queueSize),
                    AgentEvent::heldBytes,
                    stream);
            members.add(new Member(stream, queue));
            hub.add(queue);
            if (stream.gathers()) {
                Thread _ = Thread.ofVirtual().start(stream::sendGathered);
            }
            return true;
        }
    }

    /** The client is gone. */
    void remove(ClientStream stream) {
        stream.end();
        for (Member member : members) {
            if (member.stream == stream && members.remove(member)) {
                hub.remove(member.queue);
                member.queue.close();
            }
        }
    }

    List<Client> status() {
        return members.stream().map(Clients::status).toList();
    }

    private static Client status(Member member) {
        ClientStream stream = member.stream;
        return Client.newBuilder()
                .setAddress(stream.address())
                .setSince(Timestamp.newBuilder().setSeconds(stream.since().getEpochSecond()))
                .setSent(stream.sent())
                .setDropped(
                        member.queue.losses().stream().mapToLong(Loss::events).sum())
                .setWaiting(member.queue.pending())
                .build();
    }

    @Override
    public void close() {
        for (Member member : members) {
            remove(member.stream);
        }
    }
}
