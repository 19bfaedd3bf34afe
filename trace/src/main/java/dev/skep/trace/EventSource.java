package dev.skep.trace;

import java.time.Duration;

/**
 * Events from the kernel, one after the other. The caller closes it, which detaches everything behind it.
 *
 * <p>One thread polls; {@link #wakeup()} and {@link #lost()} may be called by any.
 *
 * @param <E> the event
 */
public interface EventSource<E> extends AutoCloseable {
    /** Takes events. */
    @FunctionalInterface
    interface Sink<E> {
        /**
         * Called for each event.
         *
         * @param event the same object every time: what is to be kept must be copied
         */
        void event(E event);
    }

    /**
     * Hands out what is pending; waits for more where nothing is, until {@code timeout} is over.
     *
     * @return how many events were handed out
     */
    int poll(Duration timeout, Sink<? super E> sink);

    /** Events that the kernel dropped so far because the reader was too slow. */
    long lost();

    /** Ends a wait. */
    void wakeup();

    @Override
    void close();
}
