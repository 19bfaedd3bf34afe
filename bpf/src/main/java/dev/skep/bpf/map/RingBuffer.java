package dev.skep.bpf.map;

import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.PageSize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A ring through which all processors send records in order, without copies.
 *
 * <p>In the kernel a program reserves a record, fills it and submits or discards it; a record that does not fit is lost
 * and counted in {@link #lostCounter()}. In user space one {@link #reader()} takes them.
 *
 * <p>Waking the reader is dear (about 10 µs against 0.3 µs for a quiet submit), so programs submit with
 * {@code BPF_RB_NO_WAKEUP} until {@link #wakeupBytes()} are pending and then force a wake-up; a reader that polls with a
 * timeout takes what is pending when the time is over.
 *
 * <p>{@code BPF_MAP_TYPE_RINGBUF}, since Linux 5.8.
 *
 * @param <T> the record
 */
@SuppressWarnings("DoNotCallSuggester") // programs call what only throws in user space
public final class RingBuffer<T extends Struct> extends BpfMap {

    private static final int MOST_BYTES = 1 << 30;
    private static final int NAME_LENGTH = 15;
    private static final String LOST = "_lost";

    private final Flyweight<T> records;
    private final PerCpuArray<Counter> lost = PerCpuArray.of(Counter.class, 1);
    private volatile int wakeupBytes;

    private RingBuffer(Class<T> record, int bytes) {
        super(new MapDescription(MapType.RINGBUF, 0, 0, checked(bytes), 0, null, record));
        records = Flyweight.of(record);
        wakeupBytes = bytes / 8;
    }

    /**
     * Describes a ring.
     *
     * @param record what programs send
     * @param bytes size of the ring: a power of two, at least a page (4096, more on some arm64 kernels); a record takes 8
     *     bytes more than its size
     */
    public static <T extends Struct> RingBuffer<T> of(Class<T> record, int bytes) {
        return new RingBuffer<>(record, bytes);
    }

    static int checked(int bytes) {
        if (bytes < PageSize.bytes() || bytes > MOST_BYTES || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException(
                    "bytes=" + bytes + ", expected a power of two from " + PageSize.bytes() + " to " + MOST_BYTES);
        }
        return bytes;
    }

    /**
     * Makes programs wake the reader when this many bytes are pending; 0 wakes it at every record. Known when programs are
     * compiled: later changes do nothing.
     *
     * @return this
     */
    public RingBuffer<T> wakeupBytes(int bytes) {
        if (bytes < 0 || bytes > maxEntries()) {
            throw new IllegalArgumentException("wakeupBytes=" + bytes + ", expected 0 to " + maxEntries());
        }
        wakeupBytes = bytes;
        return this;
    }

    /** Pending bytes that wake the reader: an eighth of the ring unless set. */
    public int wakeupBytes() {
        return wakeupBytes;
    }

    /**
     * Room for one record, zeroed by the compiler, or null if the ring is full ({@code bpf_ringbuf_reserve}). Must be
     * submitted or discarded. Kernel only.
     */
    public @Nullable T reserve() {
        throw KernelOnly.called("reserve");
    }

    /** Sends a reserved record ({@code bpf_ringbuf_submit}). Kernel only. */
    public void submit(T record) {
        throw KernelOnly.called("submit");
    }

    /** Gives a reserved record back ({@code bpf_ringbuf_discard}). Kernel only. */
    public void discard(T record) {
        throw KernelOnly.called("discard");
    }

    /**
     * Sends a copy of the first {@code length} bytes of {@code record} ({@code bpf_ringbuf_output}): for records of varying
     * length. Kernel only.
     *
     * @return false if the ring is full
     */
    public boolean output(T record, int length) {
        throw KernelOnly.called("output");
    }

    /** Records that did not fit, counted by programs for each processor: one element at index 0. */
    public PerCpuArray<Counter> lostCounter() {
        return lost;
    }

    /** Records that did not fit so far. User space only. */
    public long lost() {
        return lost.sum(0, Counter::value);
    }

    /** Starts to read: maps the ring. One reader at a time; the caller closes it before the ring. User space only. */
    public RingBufferReader<T> reader() {
        return new RingBufferReader<>(this, records);
    }

    /** Names the ring, and its counter after it. */
    @Override
    public void name(String newName) {
        super.name(newName);
        int room = NAME_LENGTH - LOST.length();
        lost.name((newName.length() > room ? newName.substring(0, room) : newName).concat(LOST));
    }

    /** Creates the ring and its counter. */
    @Override
    public void create() {
        super.create();
        lost.create();
    }

    /** Takes a pinned ring; its counter is new and counts for programs loaded with this object only. */
    @Override
    public void open(Path path) {
        super.open(path);
        lost.create();
    }

    /** Takes another's ring; its counter is new, as that of a pinned one. */
    @Override
    public void open(int id) {
        super.open(id);
        lost.create();
    }

    @Override
    public void close() {
        lost.close();
        super.close();
    }
}
