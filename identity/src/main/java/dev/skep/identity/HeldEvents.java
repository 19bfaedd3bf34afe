package dev.skep.identity;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Keeps events back until their control group is known, in their order: what comes behind a held event waits, too, so that an exit never
 * overtakes its exec. Nothing waits where all groups are known, and nothing longer than the patience, but where the groups themselves are
 * behind, because the host is busy: then up to ten seconds. Used by one thread.
 *
 * <p>An event that has to wait must be a copy, since records of a ring are gone when its reader goes on.
 *
 * @param <E> the event
 */
public final class HeldEvents<E> {
    private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

    private final Identities identities;
    private final long patienceNanos;
    private final Bounds bounds;
    private final ToLongFunction<? super E> bytes;
    private final LongSupplier nanoTime;
    private final Sink<E> sink;
    private final ArrayDeque<Held<E>> held = new ArrayDeque<>();
    private long heldBytes;
    private long givenUp;

    /** Takes an event whose identity is known, or did not become known in time. */
    @FunctionalInterface
    public interface Sink<E> {
        /** Called in the order of the events. */
        void event(E event, Identity identity);
    }

    private record Held<E>(E event, long cgroupId, long sinceNanos, long bytes) {}

    /**
     * How much is held.
     *
     * @param events most events, at least 1
     * @param bytes most bytes of memory that they hold; one event alone may hold more
     */
    public record Bounds(int events, long bytes) {
        /** Checks them. */
        public Bounds {
            if (events < 1 || bytes < 1) {
                throw new IllegalArgumentException(
                        "events=" + events + ", bytes=" + bytes + ", expected at least 1 of each");
            }
        }
    }

    /**
     * Holds at most so many events for at most {@code patience}; when more come, the oldest go out as they are.
     *
     * @param bytes about how much memory an event holds
     */
    public HeldEvents(
            Identities identities, Duration patience, Bounds bounds, ToLongFunction<? super E> bytes, Sink<E> sink) {
        this(identities, patience, bounds, bytes, sink, System::nanoTime);
    }

    HeldEvents(
            Identities identities,
            Duration patience,
            Bounds bounds,
            ToLongFunction<? super E> bytes,
            Sink<E> sink,
            LongSupplier nanoTime) {
        this.identities = identities;
        patienceNanos = patience.toNanos();
        this.bounds = bounds;
        this.bytes = bytes;
        this.sink = sink;
        this.nanoTime = nanoTime;
    }

    /** Whether an event of this group would have to wait. */
    public boolean mustWait(long cgroupId) {
        return !held.isEmpty() || !identities.of(cgroupId).known();
    }

    /** Sends the event on at once, or keeps it. */
    public void add(E event, long cgroupId) {
        if (held.isEmpty()) {
            Identity identity = identities.of(cgroupId);
            if (identity.known()) {
                sink.event(event, identity);
                return;
            }
        }
        long size = bytes.applyAsLong(event);
        while (!held.isEmpty() && (held.size() == bounds.events() || heldBytes + size > bounds.bytes())) {
            Held<E> oldest = takeFirst();
            Identity identity = identities.of(oldest.cgroupId);
            givenUp += identity.known() ? 0 : 1;
            sink.event(oldest.event, identity);
        }
        held.addLast(new Held<>(event, cgroupId, nanoTime.getAsLong(), size));
        heldBytes += size;
    }

    private Held<E> takeFirst() {
        Held<E> first = held.removeFirst();
        heldBytes -= first.bytes;
        return first;
    }

    /** Sends on what has waited for long enough; to be called while no events come, too. */
    public void release() {
        while (!held.isEmpty()) {
            Held<E> first = held.getFirst();
            Identity identity = identities.of(first.cgroupId);
            if (!identity.known()) {
                if (hasToWait(first)) {
                    return;
                }
                givenUp++;
                identity = identities.await(first.cgroupId, Duration.ZERO);
            }
            sink.event(takeFirst().event, identity);
        }
    }

    private boolean hasToWait(Held<E> event) {
        long waited = nanoTime.getAsLong() - event.sinceNanos;
        return waited < patienceNanos
                || (waited < LONGEST_NANOS && identities.isBehind(event.cgroupId, event.sinceNanos));
    }

    /** How many went out before it was known whose they are. */
    public long givenUp() {
        return givenUp;
    }

    /** How many wait now. */
    public int size() {
        return held.size();
    }
}
