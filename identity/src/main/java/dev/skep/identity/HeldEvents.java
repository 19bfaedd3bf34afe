package dev.skep.identity;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * Keeps events back until their control group is known, in their order: what comes behind a held event waits, too, so that an exit never
 * overtakes its exec. Nothing waits where all groups are known, and nothing longer than the patience. Used by one thread.
 *
 * <p>An event that has to wait must be a copy, since records of a ring are gone when its reader goes on.
 *
 * @param <E> the event
 */
public final class HeldEvents<E> {
    private final Identities identities;
    private final long patienceNanos;
    private final int most;
    private final LongSupplier nanoTime;
    private final Sink<E> sink;
    private final ArrayDeque<Held<E>> held = new ArrayDeque<>();

    /** Takes an event whose identity is known, or did not become known in time. */
    @FunctionalInterface
    public interface Sink<E> {
        /** Called in the order of the events. */
        void event(E event, Identity identity);
    }

    private record Held<E>(E event, long cgroupId, long sinceNanos) {}

    /**
     * Holds at most {@code most} events for at most {@code patience}; when more come, the oldest goes out as it is.
     *
     * @param most at least 1
     */
    public HeldEvents(Identities identities, Duration patience, int most, Sink<E> sink) {
        this(identities, patience, most, sink, System::nanoTime);
    }

    HeldEvents(Identities identities, Duration patience, int most, Sink<E> sink, LongSupplier nanoTime) {
        if (most < 1) {
            throw new IllegalArgumentException("most=" + most + ", expected at least 1");
        }
        this.identities = identities;
        patienceNanos = patience.toNanos();
        this.most = most;
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
        } else if (held.size() == most) {
            Held<E> oldest = held.removeFirst();
            sink.event(oldest.event, identities.of(oldest.cgroupId));
        }
        held.addLast(new Held<>(event, cgroupId, nanoTime.getAsLong()));
    }

    /** Sends on what has waited for long enough; to be called while no events come, too. */
    public void release() {
        while (!held.isEmpty()) {
            Held<E> first = held.getFirst();
            Identity identity = identities.of(first.cgroupId);
            if (!identity.known()) {
                if (nanoTime.getAsLong() - first.sinceNanos < patienceNanos) {
                    return;
                }
                identity = identities.await(first.cgroupId, Duration.ZERO);
            }
            held.removeFirst();
            sink.event(first.event, identity);
        }
    }

    /** How many wait now. */
    public int size() {
        return held.size();
    }
}
