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
 * @param deadline when to stop
 * @param credit one number: how many packets more may be shown
 * @param samples packets that are shown
 */
public record DropMaps(
        PerCpuArray<Traffic> traffic, ArrayMap<Deadline> deadline, ArrayMap<Counter> credit, RingBuffer<Sample> samples)
        implements AutoCloseable {
    /** No end. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** The end has passed. */
    public static final long OVER = 1;

    private static final int RING_BYTES = 1 << 15;

    /** Maps that are not created yet. */
    public static DropMaps of(int trafficEntries) {
        return new DropMaps(
                PerCpuArray.of(Traffic.class, trafficEntries),
                ArrayMap.of(Deadline.class, 1),
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
        Deadline end = Flyweight.of(Deadline.class).allocate();
        end.until(nanos);
        deadline.set(0, end);
    }

    /** Says how many packets more may be shown. */
    public void allow(long packets) {
        Counter left = Flyweight.of(Counter.class).allocate();
        left.value(packets);
        credit.set(0, left);
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
