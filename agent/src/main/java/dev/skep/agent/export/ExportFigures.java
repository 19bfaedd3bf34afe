package dev.skep.agent.export;

import java.util.Optional;

/**
 * What an export did so far.
 *
 * @param path where to
 * @param events events that were written
 * @param bytes bytes that were written
 * @param droppedByRate events above the rate limit
 * @param failed events that could not be written
 * @param error why the last one could not, until one can again
 * @param lastMillis when the last one was written, in milliseconds since 1970; 0 if none was
 */
public record ExportFigures(
        String path,
        long events,
        long bytes,
        long droppedByRate,
        long failed,
        Optional<String> error,
        long lastMillis) {}
