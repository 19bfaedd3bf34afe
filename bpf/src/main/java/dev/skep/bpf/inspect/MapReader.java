package dev.skep.bpf.inspect;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.map.MapInfo;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.CpuList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks through the elements of a map of anybody's, as bytes.
 *
 * <p>From key to key (BPF_MAP_GET_NEXT_KEY), each then looked up (BPF_MAP_LOOKUP_ELEM). While others change the map an
 * element may be missed or seen twice: when the key of the walk is removed, the kernel begins anew. So the walk ends after as
 * many steps as the map has places, whatever happens meanwhile.
 */
public final class MapReader {
    private static final int ATTRIBUTES_SIZE = 32;
    private static final int KEY = 8;
    private static final int VALUE = 16;
    /** ENOTSUPP, which the kernel should not show to user space but does. */
    private static final int ENOTSUPP = 524;

    private final KernelObject map;
    private final MapInfo info;
    private final boolean perCpu;
    private final int copies;
    private final int stride;

    private MapReader(KernelObject map, MapInfo info) {
        this.map = map;
        this.info = info;
        perCpu = KernelNames.mapType(info.type()).contains("percpu");
        copies = perCpu ? CpuList.possibleCount() : 1;
        stride = perCpu ? (info.valueSize() + 7) & -8 : info.valueSize();
    }

    /** A reader of a map, which stays the caller's and open. */
    public static MapReader of(KernelObject map) {
        return new MapReader(map, map.mapInfo());
    }

    /** One element, or what the kernel says instead of it. */
    public sealed interface Element {
        /** The bytes of the key. */
        byte[] key();

        /**
         * An element with its values: one, or one for each processor that may ever appear.
         *
         * @param key its bytes
         * @param values the bytes of each
         */
        @SuppressWarnings("ArrayRecordComponent") // nobody compares elements
        record Found(byte[] key, List<byte[]> values) implements Element {}

        /**
         * A key whose value the kernel does not give.
         *
         * @param key its bytes
         * @param error the positive error number
         */
        @SuppressWarnings("ArrayRecordComponent") // nobody compares elements
        record Unreadable(byte[] key, int error) implements Element {}
    }

    /** Takes elements one by one. */
    @FunctionalInterface
    public interface Sink {
        /** Called for each element; answers whether to go on. */
        boolean element(Element element);
    }

    /** What became of a walk. */
    public enum Outcome {
        /** Every element was seen. */
        COMPLETE,
        /** The receiver has seen enough. */
        STOPPED,
        /** The map changed so much that its places were used up before its end was reached. */
        CHANGED,
        /** This kind of map cannot be walked. */
        UNSUPPORTED
    }

    /** What the kernel knew of the map when this reader was made. */
    public MapInfo info() {
        return info;
    }

    /** Whether each processor has a value of its own. */
    public boolean perCpu() {
        return perCpu;
    }

    /**
     * Walks.
     *
     * @throws SyscallException when the kernel refuses, EPERM for a map that user space may not read
     */
    public Outcome forEach(Sink sink) {
        CallBuffer key = CallBuffer.allocate(Math.max(8, info.keySize()));
        CallBuffer value = CallBuffer.allocate(Math.max(8, Math.multiplyExact(copies, stride)));
        CallBuffer next = CallBuffer.allocate(ATTRIBUTES_SIZE).u32(0, map.fd()).pointer(VALUE, key);
        CallBuffer lookup = CallBuffer.allocate(ATTRIBUTES_SIZE)
                .u32(0, map.fd())
                .pointer(KEY, key)
                .pointer(VALUE, value);
        // Kinds without places, such as those of tasks, refuse the first step.
        long most = Math.max(1, Integer.toUnsignedLong(info.maxEntries()));
        for (long i = 0; i < most; i++) {
            long result = BpfSyscall.invoke(BpfCommand.MAP_GET_NEXT_KEY, next);
            if (result == -Errno.ENOENT.number()) {
                return Outcome.COMPLETE;
            }
            if (result < 0) {
                return ended(i, (int) -result);
            }
            if (i == 0) {
                next.pointer(KEY, key);
            }
            result = BpfSyscall.invoke(BpfCommand.MAP_LOOKUP_ELEM, lookup);
            byte[] bytes = key.copy(0, info.keySize());
            if (result < 0 && result != -Errno.ENOENT.number()) {
                if (!sink.element(new Element.Unreadable(bytes, (int) -result))) {
                    return Outcome.STOPPED;
                }
            } else if (result >= 0 && !sink.element(new Element.Found(bytes, values(value)))) {
                return Outcome.STOPPED;
            }
        }
        return BpfSyscall.invoke(BpfCommand.MAP_GET_NEXT_KEY, next) == -Errno.ENOENT.number()
                ? Outcome.COMPLETE
                : Outcome.CHANGED;
    }

    /**
     * What a queue or a stack would give next; empty if it has nothing. The kernel shows no more of it without taking it out.
     *
     * @throws SyscallException when the kernel refuses, EINVAL for a map of another kind
     */
    public Optional<byte[]> next() {
        CallBuffer value = CallBuffer.allocate(Math.max(8, info.valueSize()));
        CallBuffer lookup =
                CallBuffer.allocate(ATTRIBUTES_SIZE).u32(0, map.fd()).pointer(VALUE, value);
        long result = BpfSyscall.invoke(BpfCommand.MAP_LOOKUP_ELEM, lookup);
        if (result == -Errno.ENOENT.number()) {
            return Optional.empty();
        }
        if (result < 0) {
            throw new SyscallException(BpfCommand.MAP_LOOKUP_ELEM.call(), map.toString(), (int) -result);
        }
        return Optional.of(value.copy(0, info.valueSize()));
    }

    private Outcome ended(long step, int errno) {
        boolean unsupported = errno == ENOTSUPP || errno == Errno.EOPNOTSUPP.number() || errno == Errno.EINVAL.number();
        if (step == 0 && unsupported) {
            return Outcome.UNSUPPORTED;
        }
        throw new SyscallException(BpfCommand.MAP_GET_NEXT_KEY.call(), map.toString(), errno);
    }

    private List<byte[]> values(CallBuffer memory) {
        List<byte[]> values = new ArrayList<>(copies);
        for (int i = 0; i < copies; i++) {
            values.add(memory.copy(i * stride, info.valueSize()));
        }
        return values;
    }
}
