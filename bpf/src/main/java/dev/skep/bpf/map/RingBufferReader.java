package dev.skep.bpf.map;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.Mmap;
import dev.skep.bpf.sys.PageSize;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a {@link RingBuffer}.
 *
 * <p>The kernel maps a page with the consumer's position, a page with the producers' position, and the data twice in a row,
 * so that a record never breaks ({@code kernel/bpf/ringbuf.c}). A record is a header of 8 bytes, whose first word is its
 * length with a busy bit (reserved, not yet submitted) and a discard bit, then its bytes, rounded up to 8.
 *
 * <ol>
 *   <li>Read the producers' position with acquire: all headers before it are there.
 *   <li>Read each header with acquire: a clear busy bit means that the record's bytes are there. A busy one ends the run.
 *   <li>Hand the record out, then go on. Store the own position with release each quarter of the ring and at the end, not
 *       at each record: that store moves a cache line between processors.
 * </ol>
 *
 * <p>One thread reads; {@link #wakeup()}, {@link #close()} and the figures may be used by any. No record allocates memory.
 *
 * @param <T> the record
 */
public final class RingBufferReader<T extends Struct> implements AutoCloseable {

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    /** {@code BPF_RINGBUF_DISCARD_BIT}; {@code BPF_RINGBUF_BUSY_BIT} is the sign. */
    private static final int DISCARD = 1 << 30;

    private static final int HEADER = 8;

    private final RingBuffer<T> ring;
    private final Flyweight<T> records;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment consumer;
    private final MemorySegment producer;
    private final MemorySegment data;
    private final int size;
    private final T view;
    private final Wait wait;
    private final AtomicLong recordCount = new AtomicLong();
    private final AtomicLong byteCount = new AtomicLong();
    private volatile boolean closed;

    RingBufferReader(RingBuffer<T> ring, Flyweight<T> records) {
        this.ring = ring;
        this.records = records;
        size = ring.maxEntries();
        boolean opened = false;
        try {
            int page = PageSize.bytes();
            int both = Mmap.PROT_READ | Mmap.PROT_WRITE;
            consumer = Mmap.map(ring.descriptor(), 0, page, both, Mmap.MAP_SHARED, arena);
            producer = Mmap.map(ring.descriptor(), page, page + 2L * size, Mmap.PROT_READ, Mmap.MAP_SHARED, arena);
            data = producer.asSlice(page, 2L * size).asReadOnly();
            wait = new Wait(1);
            wait.add(ring.descriptor());
            opened = true;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
        view = records.allocate();
    }

    /**
     * Hands out what is pending; if nothing is, waits until programs wake the reader, {@link #wakeup()} is called or the
     * time is over, and hands out what is pending then.
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

    /** As {@link #poll(Duration, RecordSink)}, with records as memory. */
    public synchronized int pollRaw(Duration timeout, RawSink sink) {
        int taken = drainRaw(sink);
        if (taken == 0 && !closed) {
            wait.await(timeout);
            taken = drainRaw(sink);
        }
        return taken;
    }

    /** Ends waits, too, whenever {@code other} becomes readable, until that is closed. */
    @SuppressWarnings("exports") // for the other readers of this library
    public void wakeFor(Fd other) {
        wait.add(other);
    }

    /**
     * Hands out what is pending, without waiting.
     *
     * @return how many records were handed out
     */
    public synchronized int drain(RecordSink<? super T> sink) {
        return run(sink, null);
    }

    /** As {@link #drain(RecordSink)}, with records as memory. */
    public synchronized int drainRaw(RawSink sink) {
        return run(null, sink);
    }

    /** One loop for both kinds of sinks, because an adapter would be a second call for each record that is not inlined. */
    private int run(@Nullable RecordSink<? super T> sink, @Nullable RawSink rawSink) {
        if (closed) {
            return 0;
        }
        T moved = view;
        MemorySegment memory = data;
        long mask = size - 1L;
        long quarter = size / 4;
        long position = (long) LONG.get(consumer, 0L);
        long end = (long) LONG.getAcquire(producer, 0L);
        long published = position;
        int taken = 0;
        long bytes = 0;
        try {
            while (position < end) {
                long at = position & mask;
                int header = (int) INT.getAcquire(memory, at);
                if (header < 0) {
                    break;
                }
                int length = header & ~DISCARD;
                long whole = (length + HEADER + 7L) & -8L;
                if (whole > end - position) {
                    throw new MalformedInputException(
                            ring.what(), at, "record of " + length + " bytes, " + (end - position) + " are pending");
                }
                position += whole;
                if (header == length) {
                    taken++;
                    bytes += length;
                    if (sink != null) {
                        records.move(moved, memory, at + HEADER);
                        sink.record(moved, length);
                    } else if (rawSink != null) {
                        rawSink.record(memory, at + HEADER, length);
                    }
                }
                if (position - published >= quarter) {
                    LONG.setRelease(consumer, 0L, position);
                    published = position;
                }
            }
        } finally {
            LONG.setRelease(consumer, 0L, position);
            recordCount.addAndGet(taken);
            byteCount.addAndGet(bytes);
        }
        return taken;
    }

    /** Ends the wait of {@link #poll} that runs, or the next one. */
    public void wakeup() {
        wait.wakeup();
    }

    /** Records handed out so far. */
    public long records() {
        return recordCount.get();
    }

    /** Bytes of the records handed out so far. */
    public long bytes() {
        return byteCount.get();
    }

    /** Bytes in the ring that have not been read, headers included; an IllegalStateException after close. */
    public long pendingBytes() {
        return (long) LONG.getAcquire(producer, 0L) - (long) LONG.getAcquire(consumer, 0L);
    }

    /** Unmaps the ring, when the thread that reads has come back; a second call does nothing. */
    @Override
    public void close() {
        wakeup();
        synchronized (this) {
            if (!closed) {
                closed = true;
                wait.close();
                arena.close();
            }
        }
    }
}
