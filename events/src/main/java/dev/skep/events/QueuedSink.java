package dev.skep.events;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to a sink that may be slow, in a thread of its own: a queue that is bounded in number and in bytes, and drops and counts
 * what does not fit, so that a slow sink never holds up the reader of a ring.
 *
 * <p>One thread calls {@link #event} and {@link #flush}. Its own thread sleeps only when the queue is empty, and is woken at a flush or
 * when the queue is half full: not at each event, because waking a thread costs more than handing over a hundred events. For the same
 * reason it takes many at once, and the first thread looks how far it came only when the queue seems to be full.
 *
 * @param <E> the event
 */
public final class QueuedSink<E> implements Sink<E>, LossSource, AutoCloseable {
    private static final long IDLE_NANOS = 100_000_000;

    /** Most events that the thread takes at once. */
    private static final int BATCH = 64;

    private final String name;
    private final Sink<? super E> target;
    private final ToLongFunction<? super E> bytes;
    private final long mostBytes;
    private final @Nullable Object[] slots;
    private final long[] sizes;
    private final @Nullable Object[] batch = new @Nullable Object[BATCH];
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong doneBytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    /** What the first thread knows of the second, and how much it has sent: nobody else looks. */
    private long knownHead;

    private long knownDoneBytes;
    private long sentBytes;

    /**
     * Starts the thread.
     *
     * @param name of the queue in {@link Loss} and of the thread
     * @param bounds how much may wait
     * @param bytes about how much memory an event holds
     * @param target called by the thread only; when it throws, the event counts as lost in it
     */
    public QueuedSink(String name, QueueBounds bounds, ToLongFunction<? super E> bytes, Sink<? super E> target) {
        this.name = name;
        this.target = target;
        this.bytes = bytes;
        mostBytes = bounds.bytes();
        slots = new @Nullable Object[Integer.highestOneBit(bounds.events() - 1) << 1];
        sizes = new long[slots.length];
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    @Override
    public void event(E event) {
        long at = tail.getPlain();
        long size = bytes.applyAsLong(event);
        if (!fits(at, size) || closed) {
            dropped.setRelease(dropped.getPlain() + 1);
            return;
        }
        sentBytes += size;
        int slot = (int) at & (slots.length - 1);
        slots[slot] = event;
        sizes[slot] = size;
        tail.setRelease(at + 1);
        if (isHalfFull(at)) {
            wake();
        }
    }

    private boolean isHalfFull(long at) {
        if (!seemsHalfFull(at)) {
            return false;
        }
        look();
        return seemsHalfFull(at);
    }

    private boolean seemsHalfFull(long at) {
        return 2 * (at - knownHead) >= slots.length || 2 * (sentBytes - knownDoneBytes) >= mostBytes;
    }

    private boolean fits(long at, long size) {
        if (hasRoom(at, size)) {
            return true;
        }
        look();
        return hasRoom(at, size);
    }

    /** An event that is larger than all that may wait has to wait alone. */
    private boolean hasRoom(long at, long size) {
        long waiting = at - knownHead;
        return waiting < slots.length && (waiting == 0 || sentBytes - knownDoneBytes + size <= mostBytes);
    }

    private void look() {
        knownHead = head.getAcquire();
        knownDoneBytes = doneBytes.getAcquire();
    }

    @Override
    public void flush() {
        wake();
    }

    private void wake() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (true) {
            boolean last = closed;
            if (drain() == 0) {
                if (last) {
                    return;
                }
                sleep();
            }
        }
    }

    private void sleep() {
        asleep = true;
        // An event that came before the flag was seen by its sender is taken now; what comes later finds the flag.
        if (head.get() == tail.get() && !closed) {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
        asleep = false;
    }

    private int drain() {
        long from = head.getPlain();
        long end = tail.getAcquire();
        for (long at = from; at < end; at += BATCH) {
            deliver(at, (int) Math.min(BATCH, end - at));
        }
        if (end > from) {
            try {
                target.flush();
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        return (int) (end - from);
    }

    /** Their places are free for others at once, their bytes when they are delivered. */
    @SuppressWarnings("unchecked") // only event() puts objects into slots
    private void deliver(long from, int count) {
        long size = 0;
        for (int i = 0; i < count; i++) {
            int slot = (int) (from + i) & (slots.length - 1);
            batch[i] = slots[slot];
            slots[slot] = null;
            size += sizes[slot];
        }
        head.setRelease(from + count);
        for (int i = 0; i < count; i++) {
            E event = (E) batch[i];
            batch[i] = null;
            if (event != null) {
                deliver(event);
            }
        }
        doneBytes.setRelease(doneBytes.getPlain() + size);
    }

    /** The edge of the thread: whatever a sink throws is counted, and the next event goes on. */
    private void deliver(E event) {
        try {
            target.event(event);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(RuntimeException e) {
        if (failed.getAndIncrement() == 0) {
            System.getLogger(QueuedSink.class.getName()).log(System.Logger.Level.WARNING, name + " failed", e);
        }
    }

    /** Events that wait now. */
    public int pending() {
        return (int) (tail.get() - head.get());
    }

    @Override
    public List<Loss> losses() {
        return List.of(new Loss(Stage.QUEUE, name, dropped.get()), new Loss(Stage.SINK, name, failed.get()));
    }

    /** Hands out what waits, then ends the thread; what comes later is lost and counted. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
