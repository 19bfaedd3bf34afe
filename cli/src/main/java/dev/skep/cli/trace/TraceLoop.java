package dev.skep.cli.trace;

import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.output.OutputWatch;
import dev.skep.cli.output.RecordPrinter;
import dev.skep.trace.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Prints events until a limit is reached, the user ends it, or nobody reads the output any more.
 *
 * <p>One thread reads the ring and writes: while a slow reader blocks it, the ring fills, and the kernel drops and counts events
 * without ever waiting. So the traced processes run at full speed, whatever becomes of the output.
 *
 * @param <E> the event
 */
final class TraceLoop<E> {
    /** How late an event may be shown; below what people notice. */
    private static final Duration LATENCY = Duration.ofMillis(40);

    private final EventSource<E> source;
    private final RecordPrinter<E> printer;
    private final Predicate<E> wanted;
    private final Predicate<E> failed;
    private final Invocation invocation;
    private final AtomicLong printed = new AtomicLong();
    private long most = Long.MAX_VALUE;
    private @Nullable IOException broken;

    TraceLoop(
            EventSource<E> source,
            RecordPrinter<E> printer,
            Predicate<E> wanted,
            Predicate<E> failed,
            Invocation invocation) {
        this.source = source;
        this.printer = printer;
        this.wanted = wanted;
        this.failed = failed;
        this.invocation = invocation;
    }

    int run(Limits limits) throws IOException {
        invocation.interruption().prepare(source::wakeup, this::lastWords);
        try (OutputWatch watch = OutputWatch.begin()) {
            print(limits, watch);
            summary();
        } catch (IOException unwritable) {
            if (!invocation.readerMayGo()) {
                throw unwritable;
            }
            // The reader has seen enough, like "head": nothing is left to do or to say.
        } finally {
            invocation.interruption().release();
        }
        return ExitStatus.FINE;
    }

    private void print(Limits limits, OutputWatch watch) throws IOException {
        printer.header();
        most = limits.events();
        long start = System.nanoTime();
        LossReport losses = new LossReport(invocation, start);
        while (!invocation.interruption().requested()) {
            long now = System.nanoTime();
            long left = limits.nanos() - (now - start);
            if (left <= 0 || printed.get() >= most) {
                break;
            }
            source.poll(left < LATENCY.toNanos() ? Duration.ofNanos(left) : LATENCY, this::event);
            flush();
            losses.lost(source.lost(), System.nanoTime());
            if (watch.readerGone()) {
                throw new IOException("nobody reads the output");
            }
        }
        // What happened before the end is shown, but not what goes on happening.
        source.poll(Duration.ZERO, this::event);
        flush();
    }

    private void event(E event) {
        if (broken != null || printed.get() >= most || !wanted.test(event)) {
            return;
        }
        try {
            printer.print(event, failed.test(event));
            printed.lazySet(printed.get() + 1);
        } catch (IOException unwritable) {
            broken = unwritable;
        }
    }

    private void flush() throws IOException {
        if (broken != null) {
            throw broken;
        }
        printer.flush();
    }

    private void summary() {
        invocation.say(figures());
    }

    /** Said when the thread is stuck in a write. */
    private void lastWords() {
        invocation.say(figures() + "; the output is not being read, so more may wait in the ring");
    }

    private String figures() {
        return printed.get() + (printed.get() == 1 ? " event, " : " events, ") + source.lost() + " lost";
    }
}
