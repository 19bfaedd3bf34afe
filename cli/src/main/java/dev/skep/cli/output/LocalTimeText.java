package dev.skep.cli.output;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Times of the day in the local zone, such as {@code 23:59:07}. Remembers the last second: events come in order. */
final class LocalTimeText {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final WallClock clock;
    private @Nullable ZoneId zone;
    private final byte[] text = {'0', '0', ':', '0', '0', ':', '0', '0'};
    private long second = Long.MIN_VALUE;

    /** In this machine's zone, which is looked up at the first time: its rules take milliseconds to read. */
    LocalTimeText(WallClock clock) {
        this.clock = clock;
    }

    LocalTimeText(WallClock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    void write(long monotonicNanos, TextBuffer out) {
        long wanted = Math.floorDiv(monotonicNanos + clock.leadNanos(), NANOS_PER_SECOND);
        if (wanted != second) {
            second = wanted;
            LocalTime time = LocalTime.ofInstant(Instant.ofEpochSecond(wanted), zone());
            put(0, time.getHour());
            put(3, time.getMinute());
            put(6, time.getSecond());
        }
        out.add(text, 0, text.length);
    }

    private ZoneId zone() {
        ZoneId known = zone;
        if (known == null) zone = known = ZoneId.systemDefault();
        return known;
    }

    private void put(int at, int value) {
        text[at] = (byte) ('0' + value / 10);
        text[at + 1] = (byte) ('0' + value % 10);
    }
}
