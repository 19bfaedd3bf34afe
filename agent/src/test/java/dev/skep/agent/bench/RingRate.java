package dev.skep.agent.bench;

import dev.skep.agent.KnownGroups;
import dev.skep.security.process.FloodedSensor;
import dev.skep.security.process.SensorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * How many events a second go from the ring buffer as lines of JSON into a file, without one that is lost: started by bench/agent as root.
 *
 * <p>A program in the kernel writes the records of forks, execs and exits into a ring of the agent's usual size, whenever less than half of
 * it and of the queue is in use; everything behind it is as in the agent.
 */
public final class RingRate {
    private static final int QUEUE = 8192;
    private static final int BATCH = 256;
    private static final long PAUSE_NANOS = 50_000;

    private RingRate() {}

    /** Takes the folder of the file, the seconds of a round, and the number of rounds; a round more warms up. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0], "skep-ring-rate.log");
        long nanos = Long.parseLong(arguments[1]) * 1_000_000_000;
        int rounds = Integer.parseInt(arguments[2]);
        SensorOptions options = SensorOptions.defaults("node1");
        try (Pipeline pipeline = new Pipeline(file, QUEUE);
                FloodedSensor sensor =
                        new FloodedSensor(options, new long[] {KnownGroups.HOST, KnownGroups.POD}, pipeline.hub())) {
            for (int round = 0; round <= rounds; round++) {
                measure(round, pipeline, sensor, options.memory().ringBytes() / 2, nanos);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void measure(int round, Pipeline pipeline, FloodedSensor sensor, int mostBytes, long nanos) {
        long lost = sensor.lost() + pipeline.lost();
        long written = pipeline.figures().events();
        long bytes = pipeline.figures().bytes();
        long reader = ThreadTimes.of("skep-processes");
        long writer = ThreadTimes.of("export");
        long start = System.nanoTime();
        long sent = 0;
        while (System.nanoTime() - start < nanos) {
            if (sensor.pendingBytes() > mostBytes || !pipeline.hasRoom()) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            sensor.send(BATCH);
            sent += 2L * BATCH;
        }
        lost = sensor.lost() + pipeline.lost() - lost;
        while (pipeline.figures().events() - written < sent - lost) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long events = pipeline.figures().events() - written;
        Report.line("ring", round, "events/s", events / seconds);
        Report.line("ring", round, "MB/s", (pipeline.figures().bytes() - bytes) / seconds / 1e6);
        double readerNanos = ThreadTimes.of("skep-processes") - reader;
        double writerNanos = ThreadTimes.of("export") - writer;
        Report.line("ring", round, "cpu-rate", events / Math.max(readerNanos, writerNanos) * 1e9);
        Report.line("ring", round, "reader-us", readerNanos / 1e3 / events);
        Report.line("ring", round, "writer-us", writerNanos / 1e3 / events);
        Report.line("ring", round, "lost", (double) lost);
    }
}
