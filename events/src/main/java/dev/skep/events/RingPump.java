package dev.skep.events;

import dev.skep.bpf.map.RawSink;
import dev.skep.bpf.map.RingBufferReader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads one ring buffer in a thread of its own.
 *
 * <p>Programs send without waking anybody, because a wake-up costs them thirty times as much as the rest, until an eighth of the ring is
 * full. So the thread looks by itself: at once again while records come, then after {@link #SHORTEST}, and less and less often up to
 * {@link #LONGEST} where nothing comes. That is also the longest time that a record waits on a quiet host. A look, and the threads that
 * it wakes with what it found, cost about 100 µs of CPU time, as much as ten processes that are told: so it is not done more often than
 * people would notice.
 */
public final class RingPump implements AutoCloseable {
    /** First wait after records. */
    public static final Duration SHORTEST = Duration.ofMillis(25);

    /** Longest wait. */
    public static final Duration LONGEST = Duration.ofMillis(100);

    private final RingBufferReader<?> reader;
    private final RawSink sink;
    private final Runnable afterBatch;
    private final Thread thread;
    private final AtomicLong failures = new AtomicLong();
    private final String name;
    private volatile boolean closed;

    /**
     * Starts the thread.
     *
     * @param name of the thread
     * @param reader closed with the pump
     * @param sink gets each record; one for which it throws is lost and counted in {@link #failures}
     * @param afterBatch runs when no more records are there for the moment, also when there were none
     */
    public RingPump(String name, RingBufferReader<?> reader, RawSink sink, Runnable afterBatch) {
        this.name = name;
        this.reader = reader;
        this.sink = sink;
        this.afterBatch = afterBatch;
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private void run() {
        Duration wait = SHORTEST;
        while (!closed) {
            boolean busy = look(wait);
            wait = busy ? SHORTEST : longer(wait);
        }
        look(Duration.ZERO);
    }

    /** The edge of the thread: whatever a sink throws is counted, and the next record is read. */
    private boolean look(Duration wait) {
        try {
            int taken = reader.pollRaw(wait, sink);
            afterBatch.run();
            return taken > 0;
        } catch (RuntimeException e) {
            if (failures.getAndIncrement() == 0) {
                System.getLogger(RingPump.class.getName()).log(System.Logger.Level.WARNING, name + " failed", e);
            }
            return true;
        }
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }

    /** How often a sink threw. */
    public long failures() {
        return failures.get();
    }

    /** Hands out what is pending, and ends the thread and the reader. */
    @Override
    public void close() {
        closed = true;
        reader.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        reader.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
