package dev.skep.cli.drop;

import dev.skep.bpf.memory.Counter;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.output.OutputWatch;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.program.DropProgram;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows each second how many packets passed and were dropped, and at the end how many by each rule. Used by one thread. */
final class DropDisplay {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final Invocation invocation;
    private final DropProgram program;
    private final List<Filter> filters;
    private final String verb;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long[] before;

    DropDisplay(Invocation invocation, DropProgram program, List<Filter> filters, boolean dryRun) {
        this.invocation = invocation;
        this.program = program;
        this.filters = filters;
        verb = dryRun ? "matched, none dropped" : "dropped";
        before = new long[filters.size() + 1];
    }

    void show(Duration duration) {
        invocation.interruption().prepare(ended::countDown, () -> {});
        PrintStream out = invocation.text();
        long start = System.nanoTime();
        long lines = 0;
        out.println("TIME          PASS/S      DROP/S      PASSED     DROPPED");
        try (OutputWatch watch = OutputWatch.begin()) {
            while (!out.checkError() && !watch.readerGone()) {
                long left = duration.toNanos() - (System.nanoTime() - start);
                long next = start + (lines + 1) * INTERVAL_NANOS - System.nanoTime();
                if (left <= 0 || waited(Math.min(left, next))) {
                    break;
                }
                if (System.nanoTime() - start >= (lines + 1) * INTERVAL_NANOS) {
                    lines++;
                    line(out);
                }
            }
        }
        invocation.interruption().release();
        for (int i = 0; i < filters.size(); i++) {
            out.println(packets(i + 1) + " " + verb + ": " + filters.get(i).text());
        }
        out.println(packets(0) + " passed");
    }

    /** Whether the user wants to end. */
    private boolean waited(long nanos) {
        try {
            return ended.await(Math.max(nanos, 0), TimeUnit.NANOSECONDS)
                    || invocation.interruption().requested();
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void line(PrintStream out) {
        long passed = packets(0);
        long dropped = 0;
        long droppedBefore = 0;
        for (int rule = 1; rule <= filters.size(); rule++) {
            long now = packets(rule);
            dropped += now;
            droppedBefore += before[rule];
            before[rule] = now;
        }
        out.printf(
                "%s  %10d  %10d  %10d  %10d%n",
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                passed - before[0],
                dropped - droppedBefore,
                passed,
                dropped);
        before[0] = passed;
    }

    private long packets(int index) {
        return program.packets().sum(index, Counter::value);
    }
}
