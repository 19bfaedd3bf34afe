package dev.skep.agent.server;

import dev.skep.agent.event.AgentEvent;
import dev.skep.api.filter.EventSelection;
import dev.skep.api.filter.FieldSelection;
import dev.skep.api.message.GetEventsRequest;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.events.Sink;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One client that gets events: chooses, and waits while the client does not read. It is called by the thread of its queue, so only the
 * queue fills meanwhile, and drops and counts what does not fit.
 */
final class ClientStream implements Sink<AgentEvent> {
    private static final long TICK_MILLIS = 100;

    private final String address;
    private final Instant since = Instant.now();
    private final ServerCallStreamObserver<GetEventsResponse> call;
    private final EventSelection selection;
    private final FieldSelection fields;
    private final Optional<Aggregation> aggregation;
    private final AtomicLong sent = new AtomicLong();
    private final Object readiness = new Object();
    private final ReentrantLock gathering = new ReentrantLock();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean ended;

    /**
     * Compiles what the client asks for.
     *
     * @throws IllegalArgumentException if that makes no sense
     */
    ClientStream(String address, GetEventsRequest request, ServerCallStreamObserver<GetEventsResponse> call) {
        this.address = address;
        this.call = call;
        selection = EventSelection.of(request.getAllowListList(), request.getDenyListList());
        fields = FieldSelection.of(request.getFieldFiltersList());
        aggregation = request.hasAggregationOptions()
                ? Optional.of(new Aggregation(request.getAggregationOptions()))
                : Optional.empty();
        call.setOnReadyHandler(this::changed);
    }

    private void changed() {
        synchronized (readiness) {
            readiness.notifyAll();
        }
    }

    /** The client is gone, or the server ends: nothing more is sent, and nobody waits. */
    void end() {
        over.countDown();
        synchronized (readiness) {
            ended = true;
            readiness.notifyAll();
        }
    }

    @Override
    public void event(AgentEvent event) {
        GetEventsResponse message = event.message();
        if (!selection.test(message)) {
            return;
        }
        GetEventsResponse chosen = fields.apply(message);
        if (aggregation.isEmpty()) {
            send(chosen);
        } else {
            gathering.lock();
            try {
                aggregation.get().add(chosen);
            } finally {
                gathering.unlock();
            }
        }
    }

    /** Whether {@link #sendGathered} has something to do. */
    boolean gathers() {
        return aggregation.isPresent();
    }

    /** Sends what was gathered for long enough, until the client is gone: a window ends whether events come or not. */
    void sendGathered() {
        while (awaitTick()) {
            gathering.lock();
            try {
                aggregation.ifPresent(
                        gathered -> gathered.takeDue(System.nanoTime()).forEach(this::send));
            } finally {
                gathering.unlock();
            }
        }
    }

    private boolean awaitTick() {
        try {
            return !over.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void send(GetEventsResponse message) {
        if (awaitReady()) {
            call.onNext(message);
            sent.incrementAndGet();
        }
    }

    private boolean awaitReady() {
        synchronized (readiness) {
            while (!ended && !call.isCancelled() && !call.isReady()) {
                try {
                    readiness.wait();
                } catch (InterruptedException hurried) {
                    Thread.currentThread().interrupt();
                    ended = true;
                }
            }
            return !ended && !call.isCancelled();
        }
    }

    String address() {
        return address;
    }

    Instant since() {
        return since;
    }

    /** Events that were given to the transport. */
    long sent() {
        return sent.get();
    }
}
