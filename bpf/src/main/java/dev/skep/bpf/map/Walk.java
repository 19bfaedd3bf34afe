package dev.skep.bpf.map;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import java.lang.foreign.MemorySegment;

/**
 * One walk through the elements of a map.
 *
 * <ol>
 *   <li>{@code BPF_MAP_LOOKUP_BATCH} (since Linux 5.6; per-CPU arrays 5.13, LPM tries 5.15) copies many elements at once,
 *       which costs a fifth of single calls. ENOSPC means that a bucket of the hash table is larger than the batch.
 *   <li>Where the kernel refuses, {@code BPF_MAP_GET_NEXT_KEY} goes from key to key. It begins anew when the key was
 *       removed meanwhile, so the walk ends after as many elements as the map can hold.
 * </ol>
 */
final class Walk {

    private static final int FIRST_BATCH = 256;
    private static final int MOST_BATCH_BYTES = 1 << 20;

    private static final int BATCH_SIZE = 56;
    private static final int OUT_BATCH = 8;
    private static final int KEYS = 16;
    private static final int VALUES = 24;
    private static final int COUNT = 32;
    private static final int FD = 36;

    private static final int SINGLE_SIZE = 32;
    private static final int KEY = 8;
    private static final int NEXT = 16;

    /** ENOTSUPP, which the kernel should not show to user space but does. */
    private static final int ENOTSUPP = 524;

    private final BpfMap map;
    private final int valueBytes;

    Walk(BpfMap map, int valueBytes) {
        this.map = map;
        this.valueBytes = valueBytes;
    }

    void run(EntrySink sink) {
        if (!batches(sink)) {
            oneByOne(sink);
        }
    }

    /** False if the kernel has no batches for this map; nothing has been given to the sink then. */
    private boolean batches(EntrySink sink) {
        int entry = map.keySize() + valueBytes;
        int capacity = Math.max(1, Math.min(Math.min(FIRST_BATCH, map.maxEntries()), MOST_BATCH_BYTES / entry));
        var keys = CallBuffer.allocate(capacity * map.keySize());
        var values = CallBuffer.allocate(capacity * valueBytes);
        var position = CallBuffer.allocate(Math.max(8, map.keySize()));
        boolean first = true;
        while (true) {
            var attributes = CallBuffer.allocate(BATCH_SIZE)
                    .pointer(OUT_BATCH, position)
                    .pointer(KEYS, keys)
                    .pointer(VALUES, values)
                    .u32(COUNT, capacity)
                    .u32(FD, map.fd());
            if (!first) {
                attributes.pointer(0, position);
            }
            long result = BpfSyscall.invoke(BpfCommand.MAP_LOOKUP_BATCH, attributes);
            if (result == -Errno.ENOSPC.number()) {
                capacity = Math.multiplyExact(capacity, 2);
                keys = CallBuffer.allocate(Math.multiplyExact(capacity, map.keySize()));
                values = CallBuffer.allocate(Math.multiplyExact(capacity, valueBytes));
                continue;
            }
            if (first && (result == -Errno.EINVAL.number() || result == -ENOTSUPP)) {
                return false;
            }
            if (result < 0 && result != -Errno.ENOENT.number()) {
                throw new SyscallException(BpfCommand.MAP_LOOKUP_BATCH.call(), map.what(), (int) -result);
            }
            give(sink, keys.segment(), values.segment(), attributes.u32(COUNT));
            if (result < 0) {
                return true;
            }
            first = false;
        }
    }

    private void give(EntrySink sink, MemorySegment keys, MemorySegment values, int count) {
        for (int i = 0; i < count; i++) {
            sink.entry(keys, (long) i * map.keySize(), values, (long) i * valueBytes);
        }
    }

    void oneByOne(EntrySink sink) {
        var key = CallBuffer.allocate(Math.max(8, map.keySize()));
        var value = CallBuffer.allocate(Math.max(8, valueBytes));
        var next = CallBuffer.allocate(SINGLE_SIZE).u32(0, map.fd()).pointer(NEXT, key);
        var lookup = CallBuffer.allocate(SINGLE_SIZE)
                .u32(0, map.fd())
                .pointer(KEY, key)
                .pointer(NEXT, value);
        for (int i = 0; i < map.maxEntries() && succeeds(BpfCommand.MAP_GET_NEXT_KEY, next); i++) {
            if (i == 0) {
                next.pointer(KEY, key);
            }
            if (succeeds(BpfCommand.MAP_LOOKUP_ELEM, lookup)) {
                sink.entry(key.segment(), 0, value.segment(), 0);
            }
        }
    }

    private boolean succeeds(BpfCommand command, CallBuffer attributes) {
        long result = BpfSyscall.invoke(command, attributes);
        if (result >= 0) {
            return true;
        }
        if (result == -Errno.ENOENT.number()) {
            return false;
        }
        throw new SyscallException(command.call(), map.what(), (int) -result);
    }
}
