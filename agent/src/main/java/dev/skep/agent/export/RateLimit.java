package dev.skep.agent.export;

/** Lets so many events of each minute pass, and counts the others. Not safe for several threads. */
final class RateLimit {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final long most;
    private long minuteNanos;
    private long passed;
    private long dropped;

    /** The limit; negative for none. */
    RateLimit(long most, long nowNanos) {
        this.most = most;
        minuteNanos = nowNanos;
    }

    boolean passes(long nowNanos) {
        if (most < 0) {
            return true;
        }
        if (nowNanos - minuteNanos >= MINUTE_NANOS) {
            minuteNanos = nowNanos;
            passed = 0;
        }
        if (passed < most) {
            passed++;
            return true;
        }
        dropped++;
        return false;
    }

    /** Events that did not pass since this was asked last. */
    long takeDropped(long nowNanos) {
        if (dropped == 0 || nowNanos - minuteNanos < MINUTE_NANOS) {
            return 0;
        }
        long taken = dropped;
        dropped = 0;
        return taken;
    }
}
