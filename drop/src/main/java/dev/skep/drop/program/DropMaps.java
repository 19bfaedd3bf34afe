package dev.skep.drop.program;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;

/**
 * What a program shares with user space, and with the program that takes its place.
 *
 * @param traffic for each device a row: what passed, and then what each rule has matched, by its number
 * @param deadline one number: when to stop, on the clock CLOCK_MONOTONIC in nanoseconds; {@link #FOREVER}; 0 before it is to begin
 * @param credit one number: how many packets more may be shown
 * @param samples packets that are shown
 */
public record DropMaps(
        PerCpuArray<Traffic> traffic, ArrayMap<Counter> deadline, ArrayMap<Counter> credit, RingBuffer<Sample> samples)
        implements AutoCloseable {
    /** No end. */
    public static final long FOREVER = Long.MAX_VALUE;

    private static final int RING_BYTES = 1 << 15;

    /** Maps that are not created yet. */
    public static DropMaps of(int trafficEntries) {
        return new DropMaps(
                PerCpuArray.of(Traffic.class, trafficEntries),
                ArrayMap.of(Counter.class, 1),
                ArrayMap.of(Counter.class, 1),
                RingBuffer.of(Sample.class, RING_BYTES));
    }

    /** Creates them all, under the names by which they are found again. */
    public void create() {
        traffic.name("traffic");
        deadline.name("deadline");
        credit.name("credit");
        samples.name("samples");
        traffic.create();
        deadline.create();
        credit.create();
        samples.create();
    }

    /** Says when the program is to stop. */
    public void until(long nanos) {
        deadline.set(0, number(nanos));
    }

    /** Says how many packets more may be shown. */
    public void allow(long packets) {
        credit.set(0, number(packets));
    }

    private static Counter number(long value) {
        Counter counter = Flyweight.of(Counter.class).allocate();
        counter.value(value);
        return counter;
    }

    /** Forgets what was counted at an index. */
    public void reset(int index) {
        traffic.set(index, Flyweight.of(Traffic.class).allocate());
    }

    @Override
    public void close() {
        samples.close();
        credit.close();
        deadline.close();
        traffic.close();
    }
}
