package dev.skep.bench.figure;

import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.trace.open.OpenSnoop;
import java.time.Duration;

/** Loads the program once, in a JVM that has done nothing yet, and prints milliseconds of wall time and of CPU time. */
public final class ColdLoad {
    private static final double NANOS_PER_MILLI = 1e6;

    private ColdLoad() {}

    /** Ends by itself. */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        long usedBefore = processCpuNanos();
        try (Loaded<OpenSnoop> loaded = Kernel.load(LoadFigure.program())) {
            double wall = (System.nanoTime() - start) / NANOS_PER_MILLI;
            double cpu = (processCpuNanos() - usedBefore) / NANOS_PER_MILLI;
            System.out.println(wall + " " + cpu + " " + loaded.programs().size());
        }
    }

    /** Of all threads: the just-in-time compiler's work belongs to it. */
    private static long processCpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
