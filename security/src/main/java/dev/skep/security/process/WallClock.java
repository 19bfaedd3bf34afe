package dev.skep.security.process;

import java.time.Instant;

/**
 * The wall clock's lead over {@code CLOCK_MONOTONIC}, which the kernel's records carry and {@link System#nanoTime()} reads on Linux.
 * Measured again every second, so that times follow a clock that is set. Used by one thread.
 */
final class WallClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private long measuredNanos;
    private long leadNanos;

    WallClock() {
        measure(System.nanoTime());
    }

    private void measure(long now) {
        Instant wall = Instant.now();
        measuredNanos = now;
        leadNanos = wall.getEpochSecond() * NANOS_PER_SECOND + wall.getNano() - now;
    }

    /** Measures again if it was long ago; to be called now and then. */
    void refresh() {
        long now = System.nanoTime();
        if (now - measuredNanos >= NANOS_PER_SECOND) {
            measure(now);
        }
    }

    /** The time of day at a moment of {@code CLOCK_MONOTONIC}. */
    Instant at(long nanos) {
        long wall = nanos + leadNanos;
        return Instant.ofEpochSecond(Math.floorDiv(wall, NANOS_PER_SECOND), Math.floorMod(wall, NANOS_PER_SECOND));
    }
}
