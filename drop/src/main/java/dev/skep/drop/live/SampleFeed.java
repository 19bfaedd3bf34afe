package dev.skep.drop.live;

import dev.skep.bpf.map.RingBufferReader;
import dev.skep.drop.program.DropMaps;
import dev.skep.drop.program.Sample;
import java.util.function.Consumer;

/**
 * Packets that are dropped, a few each second: the program sends one as long as it has credit, and the credit is given here, in small
 * parts. Without it a drop costs one comparison more. One thread reads and closes it; of several who look at the same rules at once, each
 * gets a part.
 */
public final class SampleFeed implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;
    /** What a ring of 32 KiB holds well. */
    private static final long LARGEST_PART = 100;

    private final DropMaps maps;
    private final RingBufferReader<Sample> reader;
    private final int perSecond;
    private long before = System.nanoTime();
    private double owed = 1;

    SampleFeed(DropMaps maps, int perSecond) {
        this.maps = maps;
        this.perSecond = perSecond;
        reader = maps.samples().reader();
        // What another left is of another time.
        reader.drain((sample, length) -> {});
    }

    /** Hands out what has come, and allows what the time that went by gives. Worth calling ten times a second. */
    public void poll(Consumer<? super Sample> sink) {
        reader.drain((sample, length) -> sink.accept(sample));
        long now = System.nanoTime();
        owed = Math.min(owed + perSecond * (now - before) / NANOS_PER_SECOND, Math.max(1, perSecond));
        before = now;
        long part = Math.min((long) owed, LARGEST_PART);
        if (part > 0) {
            maps.allow(part);
            owed -= part;
        }
    }

    @Override
    public void close() {
        maps.allow(0);
        reader.close();
    }
}
