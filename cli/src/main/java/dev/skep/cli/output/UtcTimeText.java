package dev.skep.cli.output;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Moments as RFC 3339 has them, with nanoseconds: {@code 2026-01-31T23:59:07.123456789Z}. Remembers the last second. */
final class UtcTimeText {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final WallClock clock;
    private LocalDateTime time = LocalDateTime.MIN;
    private long second = Long.MIN_VALUE;

    UtcTimeText(WallClock clock) {
        this.clock = clock;
    }

    void write(long monotonicNanos, TextBuffer out) {
        long wall = monotonicNanos + clock.leadNanos();
        long wanted = Math.floorDiv(wall, NANOS_PER_SECOND);
        if (wanted != second) {
            second = wanted;
            time = LocalDateTime.ofInstant(Instant.ofEpochSecond(wanted), ZoneOffset.UTC);
        }
        LocalDateTime moment = time;
        out.digits(moment.getYear(), 4);
        part('-', moment.getMonthValue(), out);
        part('-', moment.getDayOfMonth(), out);
        part('T', moment.getHour(), out);
        part(':', moment.getMinute(), out);
        part(':', moment.getSecond(), out);
        out.add('.');
        out.digits(Math.floorMod(wall, NANOS_PER_SECOND), 9);
        out.add('Z');
    }

    private static void part(char separator, int value, TextBuffer out) {
        out.add(separator);
        out.digits(value, 2);
    }
}
