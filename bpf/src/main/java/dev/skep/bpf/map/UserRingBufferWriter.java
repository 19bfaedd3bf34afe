package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.Mmap;
import dev.skep.bpf.sys.PageSize;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Sends records into a {@link UserRingBuffer}.
 *
 * <p>The kernel maps a page with its own position, a page with the writer's position, and the data twice in a row
 * ({@code kernel/bpf/ringbuf.c}). A record is a header of 8 bytes, whose first word is the length with a busy bit, then its bytes,
 * rounded up to 8. The header is stored with release after the bytes, and the writer's position with release after that: a program that
 * sees the position sees the record.
 *
 * <p>Safe for several threads, one at a time.
 *
 * @param <T> the record
 */
public final class UserRingBufferWriter<T extends Struct> implements AutoCloseable {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final int HEADER = 8;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment consumer;
    private final MemorySegment producer;
    private final MemorySegment data;
    private final int size;
    private final int length;
    private boolean closed;

    UserRingBufferWriter(UserRingBuffer<T> ring, Class<T> record) {
        size = ring.maxEntries();
        length = Flyweight.of(record).layout().size();
        boolean opened = false;
        try {
            int page = PageSize.bytes();
            int both = Mmap.PROT_READ | Mmap.PROT_WRITE;
            consumer = Mmap.map(ring.descriptor(), 0, page, Mmap.PROT_READ, Mmap.MAP_SHARED, arena);
            producer = Mmap.map(ring.descriptor(), page, page + 2L * size, both, Mmap.MAP_SHARED, arena);
            data = producer.asSlice(page, 2L * size);
            opened = true;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    /**
     * Sends a copy of {@code record}.
     *
     * @return false if the ring is full, until a program drains it
     * @throws IllegalStateException after close
     */
    public synchronized boolean send(T record) {
        if (closed) {
            throw new IllegalStateException("the writer is closed");
        }
        long position = (long) LONG.get(producer, 0L);
        long whole = (length + HEADER + 7L) & -8L;
        if (position + whole - (long) LONG.getAcquire(consumer, 0L) > size) {
            return false;
        }
        long at = position & (size - 1L);
        MemorySegment.copy(Flyweight.segment(record), 0, data, at + HEADER, length);
        INT.setRelease(data, at, length);
        LONG.setRelease(producer, 0L, position + whole);
        return true;
    }

    /** Bytes that no program has taken yet, headers included. */
    public synchronized long pendingBytes() {
        if (closed) {
            throw new IllegalStateException("the writer is closed");
        }
        return (long) LONG.get(producer, 0L) - (long) LONG.getAcquire(consumer, 0L);
    }

    /** Unmaps the ring; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            arena.close();
        }
    }
}
