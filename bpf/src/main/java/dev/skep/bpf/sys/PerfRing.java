package dev.skep.bpf.sys;

import dev.skep.bpf.MalformedInputException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * The perf ring of one processor: a page of {@code struct perf_event_mmap_page}, then the data. Each record begins with
 * {@code struct perf_event_header} (type, misc, size); one that breaks at the end of the ring is joined in a buffer.
 */
public final class PerfRing implements AutoCloseable {

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private static final long DATA_HEAD = 1024;
    private static final long DATA_TAIL = 1032;
    private static final int TYPE_LOST = 2;
    private static final int SIZE_IN_HEADER = 6;

    /** Bytes of {@code struct perf_event_header}. */
    public static final int HEADER = 8;

    private static final int LARGEST_RECORD = 1 << 16;

    private final Fd event;
    private final Arena arena;
    private final MemorySegment control;
    private final MemorySegment data;
    private final MemorySegment joined;
    private long lost;

    /** Gets the records. */
    public interface Records {
        /**
         * One record. What it consists of follows from its type: {@code enum perf_event_type}.
         *
         * @param type PERF_RECORD_
         * @param memory where it lies; valid until this returns
         * @param offset of the record with its header of eight bytes
         * @param size of all of it
         * @return how many of what the reader looks for that is
         */
        int record(int type, MemorySegment memory, long offset, int size);
    }

    /**
     * Opens an event of one processor, and its ring.
     *
     * @param wanted the event, not opened
     * @param pages of the ring, a power of two
     * @throws dev.skep.bpf.SyscallException if the kernel refuses
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public PerfRing(PerfEvent wanted, String what, int cpu, int pages) {
        event = wanted.open(-1, cpu, what);
        arena = Arena.ofShared();
        boolean mapped = false;
        try {
            joined = arena.allocate(LARGEST_RECORD, 8);
            int page = PageSize.bytes();
            long bytes = (long) pages * page;
            control = Mmap.map(event, 0, page + bytes, Mmap.PROT_READ | Mmap.PROT_WRITE, Mmap.MAP_SHARED, arena);
            data = control.asSlice(page, bytes).asReadOnly();
            Ioctl.run(event, Ioctl.PERF_EVENT_IOC_ENABLE, 0);
            mapped = true;
        } finally {
            if (!mapped) {
                close();
            }
        }
    }

    /** The event. */
    public Fd event() {
        return event;
    }

    /** Records that the kernel could not store here, as far as it has told. */
    public long lost() {
        return lost;
    }

    /**
     * Hands out what is pending.
     *
     * @return the sum of what {@code sink} says
     */
    public int drain(Records sink) {
        long tail = (long) LONG.get(control, DATA_TAIL);
        long head = (long) LONG.getAcquire(control, DATA_HEAD);
        int taken = 0;
        try {
            while (tail < head) {
                long at = tail & (data.byteSize() - 1);
                int size = Short.toUnsignedInt(data.get(ValueLayout.JAVA_SHORT, at + SIZE_IN_HEADER));
                if (size < HEADER || size > head - tail) {
                    throw new MalformedInputException(event.what(), at, "perf record of " + size + " bytes");
                }
                tail += size;
                taken += record(at, size, sink);
            }
        } finally {
            LONG.setRelease(control, DATA_TAIL, tail);
        }
        return taken;
    }

    private int record(long at, int size, Records sink) {
        MemorySegment memory = data;
        long start = at;
        if (at + size > data.byteSize()) {
            long first = data.byteSize() - at;
            MemorySegment.copy(data, at, joined, 0, first);
            MemorySegment.copy(data, 0, joined, first, size - first);
            memory = joined;
            start = 0;
        }
        int type = memory.get(ValueLayout.JAVA_INT, start);
        if (type == TYPE_LOST) {
            lost += memory.get(ValueLayout.JAVA_LONG, start + HEADER + Long.BYTES);
            return 0;
        }
        return sink.record(type, memory, start, size);
    }

    @Override
    public void close() {
        event.close();
        arena.close();
    }
}
