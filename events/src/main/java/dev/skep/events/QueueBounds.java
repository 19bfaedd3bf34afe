package dev.skep.events;

/**
 * How much may wait in a queue.
 *
 * @param events most events, at least 2
 * @param bytes most bytes of memory that they hold; one event alone may hold more
 */
public record QueueBounds(int events, long bytes) {
    private static final long STANDARD_BYTES = 16 << 20;

    /** Checks them. */
    public QueueBounds {
        if (events < 2 || bytes < 1) {
            throw new IllegalArgumentException(
                    "events=" + events + ", bytes=" + bytes + ", expected at least 2 events and 1 byte");
        }
    }

    /** So many events, of 16 MiB together. */
    public static QueueBounds ofEvents(int events) {
        return new QueueBounds(events, STANDARD_BYTES);
    }
}
