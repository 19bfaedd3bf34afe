package dev.skep.cli.drop;

import dev.skep.cli.command.Invocation;
import dev.skep.cli.output.OutputWatch;
import dev.skep.drop.live.Count;
import dev.skep.drop.live.DropDevice;
import dev.skep.drop.live.DropRule;
import dev.skep.drop.live.DropState;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.SampleFeed;
import dev.skep.drop.program.Sample;
import dev.skep.drop.text.PacketSummary;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows each second how many packets passed and were dropped, some of them where that is wanted, and at the end how many by each rule.
 * Used by one thread.
 */
final class DropDisplay {
    private static final long INTERVAL_NANOS = 1_000_000_000;
    private static final long SAMPLE_NANOS = 100_000_000;

    private final Invocation invocation;
    private final LiveDrop drop;
    private final int perSecond;
    private final PrintStream out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<DropDevice> gone = new HashSet<>();
    private long passedBefore;
    private long droppedBefore;

    DropDisplay(Invocation invocation, LiveDrop drop, int perSecond) {
        this.invocation = invocation;
        this.drop = drop;
        this.perSecond = perSecond;
        out = invocation.text();
    }

    void show() {
        invocation.interruption().prepare(ended::countDown, () -> {});
        passedBefore = drop.count(0).packets();
        droppedBefore = dropped().packets();
        out.println("TIME          PASS/S      DROP/S      PASSED     DROPPED");
        try (OutputWatch watch = OutputWatch.begin();
                SampleFeed feed = perSecond > 0 ? drop.samples(perSecond) : null) {
            follow(watch, Optional.ofNullable(feed));
        }
        invocation.interruption().release();
        String verb = drop.manifest().dryRun() ? " matched, none dropped: " : " dropped: ";
        for (DropRule rule : drop.manifest().rules()) {
            out.println(drop.count(rule.number()).packets() + verb + rule.text());
        }
        out.println(drop.count(0).packets() + " passed");
    }

    private void follow(OutputWatch watch, Optional<SampleFeed> feed) {
        long next = System.nanoTime() + INTERVAL_NANOS;
        while (!out.checkError() && !watch.readerGone()) {
            long now = System.nanoTime();
            long left = drop.deadline() - now;
            long pause = Math.min(left, next - now);
            if (left <= 0 || waited(feed.isPresent() ? Math.min(pause, SAMPLE_NANOS) : pause)) {
                return;
            }
            feed.ifPresent(samples -> samples.poll(this::sample));
            if (System.nanoTime() >= next) {
                next += INTERVAL_NANOS;
                drop.refresh();
                line();
                lookForDevices();
                if (drop.state() == DropState.GONE) {
                    return;
                }
            }
        }
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

    private Count dropped() {
        Count sum = new Count(0, 0);
        for (DropRule rule : drop.manifest().rules()) {
            sum = sum.plus(drop.count(rule.number()));
        }
        return sum;
    }

    private void line() {
        long passed = drop.count(0).packets();
        long dropped = dropped().packets();
        out.printf(
                "%s  %10d  %10d  %10d  %10d%n",
                now(), passed - passedBefore, Math.max(dropped - droppedBefore, 0), passed, dropped);
        passedBefore = passed;
        droppedBefore = dropped;
    }

    private static LocalTime now() {
        return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    }

    private void sample(Sample sample) {
        String device = drop.manifest().devices().stream()
                .filter(one -> one.index() == sample.device())
                .findFirst()
                .map(DropDevice::name)
                .orElse("interface " + sample.device());
        out.println(now() + "  " + device + "  rule " + sample.rule() + "  " + PacketSummary.of(sample.bytes()));
    }

    private void lookForDevices() {
        for (DropDevice device : drop.manifest().devices()) {
            if (!drop.isAttached(device) && gone.add(device)) {
                invocation.say(device.name() + " is gone, or was detached from outside");
            }
        }
    }
}
