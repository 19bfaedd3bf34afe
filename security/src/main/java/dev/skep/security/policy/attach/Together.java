package dev.skep.security.policy.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does several things at a time, on as many processors as there are but not more than four, which is as many as the compiler keeps what it
 * has read for. They begin in the order in which they are given.
 */
final class Together {
    private static final int MOST = 4;

    private final List<Runnable> tasks;
    private final AtomicInteger next = new AtomicInteger();
    private final @Nullable Throwable[] failures;
    private volatile boolean failed;

    private Together(List<Runnable> tasks) {
        this.tasks = tasks;
        failures = new Throwable[tasks.size()];
    }

    /**
     * Returns when all are done. If one fails, those that have not begun are left out.
     *
     * @throws RuntimeException what the first of those that failed threw; an {@link Error} likewise
     */
    static void run(List<Runnable> tasks) {
        Together together = new Together(tasks);
        int others = Math.min(tasks.size(), Math.min(MOST, Runtime.getRuntime().availableProcessors())) - 1;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            threads.add(Thread.ofPlatform().daemon().name("policy programs").start(together::work));
        }
        together.work();
        together.await(threads);
        together.check();
    }

    private void work() {
        for (int i = next.getAndIncrement(); i < tasks.size() && !failed; i = next.getAndIncrement()) {
            try {
                tasks.get(i).run();
            } catch (RuntimeException | Error failure) {
                failures[i] = failure;
                failed = true;
            }
        }
    }

    private void await(List<Thread> others) {
        boolean interrupted = false;
        for (Thread other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException hurried) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() {
        for (Throwable failure : failures) {
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure instanceof Error error) {
                throw error;
            }
        }
    }
}
