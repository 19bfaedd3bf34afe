package dev.skep.agent.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What every exporter tells of its own process, read from /proc/self. */
public final class ProcessFigures {
    private static final long KILOBYTE = 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    void register(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("process_cpu_seconds_total")
                .help("Total user and system CPU time spent in seconds.")
                .callback(counter -> counter.call(cpuSeconds()))
                .register(registry);
        gauge(registry, "process_resident_memory_bytes", "Resident memory size in bytes.", residentBytes("VmRSS:"));
        gauge(registry, "process_virtual_memory_bytes", "Virtual memory size in bytes.", residentBytes("VmSize:"));
        gauge(registry, "process_open_fds", "Number of open file descriptors.", ProcessFigures::openFiles);
        double start = ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .orElse(0L)
                / 1e3;
        gauge(registry, "process_start_time_seconds", "Start time since 1970 in seconds.", () -> start);
    }

    private interface Value {
        double get() throws IOException;
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, Value value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> {
                    try {
                        gauge.call(value.get());
                    } catch (IOException unknown) {
                        // Left out of this answer.
                        return;
                    }
                })
                .register(registry);
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / NANOS_PER_SECOND;
    }

    private static Value residentBytes(String field) {
        return () -> bytes(field);
    }

    /**
     * A field of /proc/self/status.
     *
     * @param field such as {@code VmRSS:}
     */
    public static long bytes(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KILOBYTE)
                .findFirst()
                .orElse(0);
    }

    private static double openFiles() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path _ : files) {
                count++;
            }
        }
        return count;
    }
}
