package dev.skep.cli.output;

/**
 * How a record becomes a line. Used by one thread.
 *
 * @param <E> the record
 */
sealed interface RecordFormat<E> permits ColumnsFormat, JsonFormat {
    /** What comes before the first record. */
    void header();

    /** Adds one line; {@code failed} makes it stand out where that is possible. */
    void line(E event, boolean failed);
}
