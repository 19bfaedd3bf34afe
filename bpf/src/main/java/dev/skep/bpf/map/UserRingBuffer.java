package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A ring through which user space sends records to programs: the other way round than {@link RingBuffer}. Nothing wakes a program; it
 * drains the ring when it runs.
 *
 * <p>{@code BPF_MAP_TYPE_USER_RINGBUF}, since Linux 6.1.
 *
 * @param <T> the record; at most 448 bytes, since programs copy it to their stack
 */
@SuppressWarnings("DoNotCallSuggester") // programs call what only throws in user space
public final class UserRingBuffer<T extends Struct> extends BpfMap {
    private static final int LARGEST = 448;

    private UserRingBuffer(Class<T> record, int bytes) {
        super(new MapDescription(MapType.USER_RINGBUF, 0, 0, RingBuffer.checked(bytes), 0, null, record));
        int size = Flyweight.of(record).layout().size();
        if (size > LARGEST) {
            throw new IllegalArgumentException(
                    record.getSimpleName() + " has " + size + " bytes, expected at most " + LARGEST);
        }
    }

    /**
     * Describes a ring.
     *
     * @param record what user space sends
     * @param bytes size of the ring: a power of two, at least a page; a record takes 8 bytes more than its size
     */
    public static <T extends Struct> UserRingBuffer<T> of(Class<T> record, int bytes) {
        return new UserRingBuffer<>(record, bytes);
    }

    /**
     * Hands out copies of what is pending ({@code bpf_user_ringbuf_drain}); a record that is shorter than the struct is handed out
     * zeroed. Kernel only.
     *
     * @return how many records were taken, at most 131072, or a negative errno: -EBUSY (-16) while another program drains
     */
    public int drain(Consumer<? super T> sink) {
        throw KernelOnly.called("drain", "writer");
    }

    /** Starts to send: maps the ring. One writer at a time; the caller closes it before the ring. User space only. */
    @SuppressWarnings("unchecked") // the struct that the description was made with
    public UserRingBufferWriter<T> writer() {
        return new UserRingBufferWriter<>(this, (Class<T>) Objects.requireNonNull(valueType()));
    }
}
