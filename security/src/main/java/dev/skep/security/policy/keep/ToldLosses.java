package dev.skep.security.policy.keep;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;

/**
 * How many events that found no room in the ring an agent knows of. It is kept beside the kernel's own count, so that the next agent can tell
 * of the others: those that were lost after the last look, while nobody read.
 */
public final class ToldLosses implements AutoCloseable {
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final Flyweight<Counter> COUNTERS = Flyweight.of(Counter.class);

    private final PerCpuArray<Counter> lost;
    private final ArrayMap<Counter> told = described();
    private long known;
    private long lookedNanos = System.nanoTime();

    private ToldLosses(PerCpuArray<Counter> lost) {
        this.lost = lost;
    }

    /**
     * Knows of none.
     *
     * @param lost the kernel's count; not closed
     */
    public static ToldLosses create(PerCpuArray<Counter> lost) {
        ToldLosses losses = new ToldLosses(lost);
        losses.told.create();
        return losses;
    }

    private static ArrayMap<Counter> described() {
        ArrayMap<Counter> told = ArrayMap.of(Counter.class, 1);
        told.name("policy_told");
        return told;
    }

    /** Keeps both counts. */
    public void keep(Pins pins) {
        note();
        pins.map(KeptTable.LOST.pin(), lost);
        pins.map(KeptTable.TOLD.pin(), told);
    }

    /** Looks how many there are by now, if the last time is some time ago. For one thread, until it is closed. */
    public void look() {
        long now = System.nanoTime();
        if (now - lookedNanos >= PAUSE_NANOS) {
            lookedNanos = now;
            note();
        }
    }

    private synchronized void note() {
        long count = lost.sum(0, Counter::value);
        if (count != known) {
            known = count;
            Counter counter = COUNTERS.allocate();
            counter.value(count);
            told.set(0, counter);
        }
    }

    /** Those that nobody has told of; 0 if that was not kept. */
    static long untold(Kept kept) {
        if (kept.table(KeptTable.LOST).isEmpty() || kept.table(KeptTable.TOLD).isEmpty()) {
            return 0;
        }
        try (PerCpuArray<Counter> lost = PerCpuArray.of(Counter.class, 1);
                ArrayMap<Counter> told = described()) {
            lost.open(kept.table(KeptTable.LOST).get());
            told.open(kept.table(KeptTable.TOLD).get());
            Counter known = told.get(0);
            return Math.max(0, lost.sum(0, Counter::value) - (known == null ? 0 : known.value()));
        } catch (SyscallException | IllegalArgumentException foreign) {
            return 0;
        }
    }

    /** Looks a last time. */
    @Override
    public void close() {
        note();
        told.close();
    }
}
