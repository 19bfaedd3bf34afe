package dev.skep.bench.tool;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Tracing programs that somebody else has in the kernel, which would be measured too. */
public final class ForeignPrograms {
    private static final Pattern TRACING = Pattern.compile(
            "\"type\":\"(kprobe|tracepoint|raw_tracepoint|raw_tracepoint_writable|tracing|perf_event|lsm)\"");
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private static int disturbed;

    private ForeignPrograms() {}

    /** Waits until there are none, but not longer than {@code patience}: what is measured then counts as disturbed. */
    public static void awaitNone(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (present()) {
            if (System.nanoTime() > end) {
                disturbed++;
                return;
            }
            Pause.of(INTERVAL);
        }
    }

    /** How often it was in vain to wait since the last question. */
    public static int takeDisturbed() {
        int result = disturbed;
        disturbed = 0;
        return result;
    }

    private static boolean present() {
        return TRACING.matcher(Command.output(List.of("bpftool", "-j", "prog", "list")))
                .find();
    }
}
