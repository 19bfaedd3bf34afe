package dev.skep.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The user's wish to end a command: Ctrl-C, or a signal that asks for it. For commands that run until then this is the normal end.
 *
 * <p>A shutdown hook hears of it and waits for the command to finish by itself. A command that is stuck, because nobody reads what it
 * writes, gets {@value #PATIENCE_MILLIS} ms; then its last words are said for it. Safe for several threads.
 */
public final class Interruption {
    private static final long PATIENCE_MILLIS = 500;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile Runnable wakeup = () -> {};
    private volatile Runnable lastWords = () -> {};
    private volatile int status = ExitStatus.FINE;

    /** Whether the command is to end. */
    public boolean requested() {
        return requested;
    }

    /** Asks the command to end. */
    public void request() {
        requested = true;
        wakeup.run();
    }

    /**
     * Says what a long command needs to end in time.
     *
     * @param newWakeup ends a wait of the command's thread
     * @param newLastWords what is left to say if that thread does not come back
     */
    public void prepare(Runnable newWakeup, Runnable newLastWords) {
        wakeup = newWakeup;
        lastWords = newLastWords;
        if (requested) {
            newWakeup.run();
        }
    }

    /** Nothing is to be woken any more. */
    public void release() {
        wakeup = () -> {};
        lastWords = () -> {};
    }

    /** Makes the signals of this process count. */
    public void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "interruption"));
    }

    /** Called when the command has come to its end by itself. */
    public void finish(int exitStatus) {
        status = exitStatus;
        finished.countDown();
    }

    private void end() {
        if (finished.getCount() == 0) {
            return;
        }
        request();
        boolean done = false;
        try {
            done = finished.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            // Nobody interrupts this thread; if somebody does, it is time to end.
            Thread.currentThread().interrupt();
        }
        if (!done) {
            lastWords.run();
        }
        // Not exit: the signal's own status would be 130.
        Runtime.getRuntime().halt(status);
    }
}
