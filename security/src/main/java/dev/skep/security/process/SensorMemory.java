package dev.skep.security.process;

import java.time.Duration;

/**
 * How much a sensor keeps.
 *
 * @param ringBytes size of the ring buffer, a power of two
 * @param processes most processes of the host that the kernel keeps account of
 * @param ended most ended processes that are kept for late events
 * @param retention how long ended processes are kept at least, as far as {@code ended} allows
 */
public record SensorMemory(int ringBytes, int processes, int ended, Duration retention) {
    /** What suits most hosts. */
    public static final SensorMemory STANDARD = new SensorMemory(4 << 20, 65_536, 8192, Duration.ofSeconds(5));

    /** Checks ranges. */
    public SensorMemory {
        SensorOptions.check("ringBytes", ringBytes, 1 << 16, 1 << 30);
        SensorOptions.check("processes", processes, 1024, 4 << 20);
        SensorOptions.check("ended", ended, 0, 1 << 20);
    }
}
