package dev.skep.events;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to a sink that may be slow, in a thread of its own: a bounded queue that drops and counts what does not fit, so that a
 * slow sink never holds up the reader of a ring.
 *
 * <p>One thread calls {@link #event} and {@link #flush}. Its own thread sleeps only when the queue is empty, and is woken at a flush or
 * when the queue is half full: not at each event, because waking a thread costs more than handing over a hundred events.
 *
 * @param <E> the event
 */
public final class QueuedSink<E> implements Sink<E>, LossSource, AutoCloseable {
    private static final long IDLE_NANOS = 100_000_000;

    private final String name;
    private final Sink<? super E> target;
    private final @Nullable Object[] slots;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    /**
     * Starts the thread.
     *
     * @param name of the queue in {@link Loss} and of the thread
     * @param capacity most events that wait, at least 2
     * @param target called by the thread only; when it throws, the event counts as lost in it
     */
    public QueuedSink(String name, int capacity, Sink<? super E> target) {
        if (capacity < 2) {
            throw new IllegalArgumentException("capacity=" + capacity + ", expected at least 2");
        }
        this.name = name;
        this.target = target;
        slots = new @Nullable Object[Integer.highestOneBit(capacity - 1) << 1];
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    @Override
    public void event(E event) {
        long at = tail.getPlain();
        long pending = at - head.getAcquire();
        if (pending == slots.length || closed) {
            dropped.setRelease(dropped.getPlain() + 1);
            return;
        }
        slots[(int) at & (slots.length - 1)] = event;
        tail.setRelease(at + 1);
        if (2 * pending >= slots.length) {
            wake();
        }
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

    @SuppressWarnings("unchecked") // only event() puts objects into slots
    private int drain() {
        long from = head.getPlain();
        long end = tail.getAcquire();
        for (long at = from; at < end; at++) {
            int slot = (int) at & (slots.length - 1);
            E event = (E) slots[slot];
            slots[slot] = null;
            head.setRelease(at + 1);
            if (event != null) {
                deliver(event);
            }
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
