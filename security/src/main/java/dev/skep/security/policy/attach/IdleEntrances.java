package dev.skep.security.policy.attach;

import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.program.Pending;
import dev.skep.security.policy.program.ReturnDispatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Entrances that nothing is behind any more. To detach one takes the kernel tens of milliseconds, in which it waits for all processors and
 * lets nobody attach another: so they stay for a moment, where a hook that is wanted again finds its own, and are detached in the background.
 * Safe for several threads.
 */
public final class IdleEntrances implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Who ends on a signal has half a second for all. */
    private static final Duration PATIENCE_AT_THE_END = Duration.ofMillis(100);

    private final SequencedMap<KernelHook, Entrance> waiting = new LinkedHashMap<>();
    private final Cookies cookies = new Cookies();
    private final AllCalls calls = new AllCalls(false, this::end);
    private final AllCalls returns = new AllCalls(true, this::end);
    private final Queue<Runnable> ended = new ArrayDeque<>();
    private @Nullable Thread thread;
    private long touched;
    private boolean closed;

    /** Has none yet. */
    public IdleEntrances() {}

    /** One that may be wanted again. */
    synchronized void keep(Entrance entrance) {
        Entrance other = waiting.put(entrance.hook(), entrance);
        if (other != null) {
            ended.add(other::close);
        }
        touch();
    }

    /** What is of no use any more, by what detaches it. */
    synchronized void end(Runnable detach) {
        ended.add(detach);
        touch();
    }

    /** The entrance of a hook, which is the caller's then; a new one, which is yet to be attached, if there is none. */
    synchronized Entrance take(KernelHook hook) {
        touched = System.nanoTime();
        if (hook instanceof KernelHook.SystemCall call) {
            return of(call);
        }
        Entrance known = waiting.remove(hook);
        return known == null ? HookEntrance.of(hook, cookies) : known;
    }

    /**
     * The entrance for the returns of what another sees begin; a new one, which is yet to be attached.
     *
     * @param number of the hook, {@link Pending#BY_SEAT} if calls are found by what hooks tell
     * @param seat of the other: programs of both find it
     */
    Entrance ofReturns(KernelHook hook, int number, int seat, Pending pending, List<ReturnDispatch.Sign> signs) {
        CallEntrance way = hook instanceof KernelHook.SystemCall call ? of(call) : null;
        return HookEntrance.ofReturns(hook, number, seat, pending, signs, way);
    }

    private CallEntrance of(KernelHook.SystemCall call) {
        return new CallEntrance(call, call.returns() ? returns : calls);
    }

    private void touch() {
        touched = System.nanoTime();
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("policy hooks").start(this::run);
        }
    }

    private void run() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        try {
            long left = PATIENCE_NANOS;
            while (left > 0 && !closed) {
                left = touched + PATIENCE_NANOS - System.nanoTime();
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (ended.isEmpty()) {
            Map.Entry<KernelHook, Entrance> first = waiting.pollFirstEntry();
            if (first != null) {
                ended.add(first.getValue()::close);
            }
        }
        Runnable next = ended.poll();
        if (next == null) {
            thread = null;
        }
        return next;
    }

    /** Detaches all; what is not detached after a moment, the kernel detaches when this process ends. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
            notifyAll();
        }
        try {
            if (running != null) {
                boolean _ = running.join(PATIENCE_AT_THE_END);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
