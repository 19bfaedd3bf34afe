package dev.skep.cli.trace;

import dev.skep.cli.command.Invocation;

/** Says on standard error that events are lost, as it happens, but at most once a second. Used by one thread. */
final class LossReport {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final Invocation invocation;
    private long reported;
    private long nextNanos;

    LossReport(Invocation invocation, long nowNanos) {
        this.invocation = invocation;
        nextNanos = nowNanos;
    }

    void lost(long total, long nowNanos) {
        if (total > reported && nowNanos - nextNanos >= 0) {
            invocation.say(total - reported + " events lost: they come faster than the output is read");
            reported = total;
            nextNanos = nowNanos + INTERVAL_NANOS;
        }
    }
}
