package dev.skep.bench.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the kernel says of a process in {@code /proc/PID/stat}. */
final class ProcessFigures {
    /** USER_HZ, the same on all architectures that Skep runs on. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** utime, stime, cutime, cstime as proc(5) counts fields, less those before the name's end. */
    private static final int FIRST_TIME = 14 - 3;

    private static final int TIMES = 4;

    private ProcessFigures() {}

    /** CPU time of the process and of its children that ended. */
    static Duration cpu(long pid) {
        String line;
        try {
            line = Files.readString(Path.of("/proc/" + pid + "/stat"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return TICK.multipliedBy(ticks);
    }
}
