package dev.skep.cli.list;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Turns times since the start of the machine (CLOCK_BOOTTIME) into dates, in seconds of UTC. */
final class BootClock {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssX").withZone(ZoneOffset.UTC);

    private final Instant start;

    BootClock() {
        Instant now = Instant.now();
        start = now.minus(uptime());
    }

    private static Duration uptime() {
        try {
            String seconds = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];
            return Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue());
        } catch (IOException | NumberFormatException unreadable) {
            // Not after a suspension, but the best without /proc.
            return Duration.ofNanos(System.nanoTime());
        }
    }

    /** The date, as RFC 3339 has it. */
    String text(Duration sinceStart) {
        return FORMAT.format(start.plus(sinceStart));
    }
}
