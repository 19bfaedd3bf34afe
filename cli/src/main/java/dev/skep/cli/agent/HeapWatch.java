package dev.skep.cli.agent;

import java.util.function.LongSupplier;

/**
 * Keeps the heap of a program that runs for months as small as what lives in it. The serial collector lets the old generation grow up to
 * the largest size allowed before it looks for what has died there: processes that ended minutes ago would stay resident for good.
 *
 * <p>Asked now and then, by one thread; costs nothing but two reads while nothing piles up.
 */
final class HeapWatch {
    /** Twice the space for new objects: what comes and goes there alone does not reach it. */
    static final long ALLOWED_GARBAGE = 16 << 20;

    private final LongSupplier used;
    private final Runnable collect;
    private long alive;

    /**
     * @param used how many bytes objects take, dead ones too
     * @param collect finds those that are dead
     */
    HeapWatch(LongSupplier used, Runnable collect) {
        this.used = used;
        this.collect = collect;
        alive = used.getAsLong();
    }

    /** Of this JVM. */
    static HeapWatch ofThisProcess() {
        Runtime runtime = Runtime.getRuntime();
        return new HeapWatch(() -> runtime.totalMemory() - runtime.freeMemory(), runtime::gc);
    }

    /** Collects if the heap holds more than was alive the last time, and what may lie about. */
    void look() {
        if (used.getAsLong() <= alive + ALLOWED_GARBAGE) {
            return;
        }
        collect.run();
        alive = used.getAsLong();
    }
}
