package dev.skep.cli.trace;

import java.time.Duration;
import picocli.CommandLine.ParseResult;

/**
 * When a trace ends by itself.
 *
 * @param nanos after so long
 * @param events after so many events
 */
record Limits(long nanos, long events) {
    static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);

    static Limits of(ParseResult options) {
        Duration duration = options.matchedOptionValue("--duration", null);
        return new Limits(
                duration == null ? NONE.nanos : duration.toNanos(), options.matchedOptionValue("--count", NONE.events));
    }
}
