package dev.skep.identity;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

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
    private final int most;
    private final LongSupplier nanoTime;
    private final Sink<E> sink;
    private final ArrayDeque<Held<E>> held = new ArrayDeque<>();
    private long givenUp;

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
            Identity identity = identities.of(oldest.cgroupId);
            givenUp += identity.known() ? 0 : 1;
            sink.event(oldest.event, identity);
        }
        held.addLast(new Held<>(event, cgroupId, nanoTime.getAsLong()));
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
            held.removeFirst();
            sink.event(first.event, identity);
        }
    }

    private boolean hasToWait(Held<E> event) {
        long waited = nanoTime.getAsLong() - event.sinceNanos;
        return waited < patienceNanos
                || waited < LONGEST_NANOS && identities.isBehind(event.cgroupId, event.sinceNanos);
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
