package dev.skep.cli.output;

import java.time.Instant;

/**
 * The wall clock's lead over {@code CLOCK_MONOTONIC}, which the kernel's events carry and {@link System#nanoTime()} reads on Linux.
 * Taken once: a clock that is set while a command runs does not make its events jump.
 *
 * @param leadNanos what to add to a monotonic time
 */
record WallClock(long leadNanos) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    static WallClock now() {
        Instant wall = Instant.now();
        return new WallClock(wall.getEpochSecond() * NANOS_PER_SECOND + wall.getNano() - System.nanoTime());
    }
}
