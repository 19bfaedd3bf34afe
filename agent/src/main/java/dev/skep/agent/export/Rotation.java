package dev.skep.agent.export;

import java.time.Duration;

/**
 * When a file is put aside, and what becomes of those that were.
 *
 * @param maxBytes a file that is larger is put aside
 * @param maxBackups files that are kept aside
 * @param interval a file that is older is put aside; zero for never
 * @param compress whether files that are put aside are compressed
 */
public record Rotation(long maxBytes, int maxBackups, Duration interval, boolean compress) {
    /** At 10 MB, five times. */
    public static final Rotation STANDARD = ofBytes(10 << 20, 5);

    /** By size alone, not compressed. */
    public static Rotation ofBytes(long maxBytes, int maxBackups) {
        return new Rotation(maxBytes, maxBackups, Duration.ZERO, false);
    }
}
