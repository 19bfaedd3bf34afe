package dev.skep.bpf.map;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.CpuList;
import dev.skep.bpf.sys.PerfEvent;
import dev.skep.bpf.sys.PerfRing;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the records of a {@link PerfEventArray}: in order for each processor, in no order between them.
 *
 * <p>The length of a record is rounded up by the kernel, so that it may have up to 7 more bytes than were sent. One thread
 * reads; {@link #wakeup()}, {@link #close()} and {@link #lost()} may be used by any.
 *
 * @param <T> the record
 */
public final class PerfEventReader<T extends Struct> implements AutoCloseable {

    private static final int MOST_PAGES = 1 << 16;
    private static final int TYPE_SAMPLE = 9;

    /** What stands before a sample: the header of its record, and its length. */
    private static final int SAMPLE = PerfRing.HEADER + Integer.BYTES;

    private final Flyweight<T> records;
    private final T view;
    private final List<PerfRing> rings = new ArrayList<>();
    private final Wait wait;
    private volatile long lost;
    private volatile boolean closed;

    PerfEventReader(PerfEventArray<T> map, Flyweight<T> records, Elements elements, int pagesPerCpu) {
        if (pagesPerCpu < 1 || pagesPerCpu > MOST_PAGES || Integer.bitCount(pagesPerCpu) != 1) {
            throw new IllegalArgumentException(
                    "pagesPerCpu=" + pagesPerCpu + ", expected a power of two up to " + MOST_PAGES);
        }
        this.records = records;
        view = records.allocate();
        int[] cpus = CpuList.online();
        wait = new Wait(cpus.length);
        boolean opened = false;
        try {
            for (int cpu : cpus) {
                var ring = new PerfRing(output(), map.what(), cpu, pagesPerCpu);
                rings.add(ring);
                wait.add(ring.event());
                elements.updateInt(cpu, ring.event().number());
            }
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    private static PerfEvent output() {
        return PerfEvent.of(PerfEvent.TYPE_SOFTWARE, PerfEvent.SOFTWARE_BPF_OUTPUT)
                .period(1)
                .sampleType(PerfEvent.SAMPLE_RAW)
                .wakeupEvents(1);
    }

    /**
     * Hands out what is pending; if nothing is, waits until a record comes, {@link #wakeup()} is called or the time is
     * over, and hands out what is pending then.
     *
     * @return how many records were handed out
     */
    public synchronized int poll(Duration timeout, RecordSink<? super T> sink) {
        int taken = drain(sink);
        if (taken == 0 && !closed) {
            wait.await(timeout);
            taken = drain(sink);
        }
        return taken;
    }

    /**
     * Hands out what is pending, without waiting.
     *
     * @return how many records were handed out
     */
    public synchronized int drain(RecordSink<? super T> sink) {
        if (closed) {
            return 0;
        }
        int taken = 0;
        long missed = 0;
        for (PerfRing ring : rings) {
            taken += ring.drain((type, memory, offset, size) -> {
                if (type != TYPE_SAMPLE) {
                    return 0;
                }
                int length = memory.get(ValueLayout.JAVA_INT, offset + PerfRing.HEADER);
                if (length < 0 || length > size - SAMPLE) {
                    throw new MalformedInputException(
                            ring.event().what(), offset, "sample of " + length + " bytes in " + size);
                }
                records.move(view, memory, offset + SAMPLE);
                sink.record(view, length);
                return 1;
            });
            missed += ring.lost();
        }
        lost = missed;
        return taken;
    }

    /** Records that did not fit, as far as the kernel has told: it does so with the next record that fits. */
    public long lost() {
        return lost;
    }

    /** Ends the wait of {@link #poll} that runs, or the next one. */
    public void wakeup() {
        wait.wakeup();
    }

    /** Closes the rings, when the thread that reads has come back; a second call does nothing. */
    @Override
    public void close() {
        wakeup();
        synchronized (this) {
            if (!closed) {
                closed = true;
                wait.close();
                rings.forEach(PerfRing::close);
            }
        }
    }
}
