package dev.skep.identity.source;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after a failure: twice as long each time, up to a limit, and never all clients at the same moment. */
public final class Backoff {
    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 30_000;

    private final long firstMillis;
    private final long longestMillis;
    private long nextMillis;

    /** From a quarter of a second to half a minute. */
    public Backoff() {
        this(Duration.ofMillis(FIRST_MILLIS), Duration.ofMillis(LONGEST_MILLIS));
    }

    /** From {@code first} to {@code longest}. */
    public Backoff(Duration first, Duration longest) {
        firstMillis = first.toMillis();
        longestMillis = longest.toMillis();
        nextMillis = firstMillis;
    }

    /** All is well again. */
    public void reset() {
        nextMillis = firstMillis;
    }

    /** How long to wait now: between half of the step and the whole of it. */
    public Duration next() {
        long step = nextMillis;
        nextMillis = Math.min(longestMillis, step * 2);
        return Duration.ofMillis(step / 2 + ThreadLocalRandom.current().nextLong(step / 2 + 1));
    }
}
