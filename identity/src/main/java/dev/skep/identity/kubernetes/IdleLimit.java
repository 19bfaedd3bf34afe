package dev.skep.identity.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Ends a stream on which nothing has come for too long: a server that vanishes without a word leaves a watch that waits forever. A
 * living one sends a bookmark about every minute.
 */
final class IdleLimit implements AutoCloseable {
    private final InputStream stream;
    private final long limitNanos;
    private final Thread watcher;
    private volatile long lastNanos = System.nanoTime();

    IdleLimit(InputStream stream, Duration limit) {
        this.stream = stream;
        limitNanos = limit.toNanos();
        watcher = Thread.ofVirtual().name("kubernetes idle").start(this::watch);
    }

    private void watch() {
        try {
            long left = limitNanos;
            while (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
                left = limitNanos - (System.nanoTime() - lastNanos);
            }
            stream.close();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (IOException unusual) {
            System.getLogger(IdleLimit.class.getName())
                    .log(System.Logger.Level.DEBUG, "close of an idle watch", unusual);
        }
    }

    /** Something has come. */
    void touch() {
        lastNanos = System.nanoTime();
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
