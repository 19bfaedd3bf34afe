package dev.skep.events;

/**
 * Takes events in their order. Called by one thread at a time.
 *
 * @param <E> the event
 */
@FunctionalInterface
public interface Sink<E> {
    /** Takes one. Must be quick where a ring buffer is read by the same thread: see {@link QueuedSink}. */
    void event(E event);

    /** No more events follow for the moment: the time to write out what was gathered. */
    default void flush() {}
}
