package dev.skep.bpf.map;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.SpinLock;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.CpuList;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The element calls of one map: keys and values go through native scratch memory, one call at a time.
 *
 * <p>Values of per-CPU maps stand in a row, each rounded up to 8 bytes, one for each possible processor.
 */
final class Elements {

    /** {@code BPF_ANY}. */
    static final long ANY = 0;

    /** {@code BPF_NOEXIST}. */
    static final long NO_EXIST = 1;

    /** {@code BPF_F_LOCK}: copies while holding the value's lock. */
    private static final long LOCK = 4;

    private static final int ATTRIBUTES_SIZE = 32;
    private static final int KEY = 8;
    private static final int VALUE = 16;
    private static final int FLAGS = 24;

    private final BpfMap map;
    private @Nullable Scratch scratch;

    Elements(BpfMap map) {
        this.map = map;
    }

    private long lock() {
        Class<?> value = map.valueType();
        boolean shared = map.type() == MapType.HASH || map.type() == MapType.LRU_HASH || map.type() == MapType.ARRAY;
        if (!shared || value == null) {
            return 0;
        }
        return StructLayout.of(value).fields().stream().anyMatch(field -> field.javaType() == SpinLock.class)
                ? LOCK
                : 0;
    }

    /** Native memory for one call; made at the first, because a map is described more often than used. */
    private record Scratch(
            CallBuffer attributes, CallBuffer deletion, MemorySegment key, MemorySegment value, long lock) {}

    private Scratch scratch() {
        if (scratch == null) {
            var key = CallBuffer.allocate(Math.max(8, map.keySize()));
            var value = CallBuffer.allocate(Math.max(8, valueBytes()));
            var attributes =
                    CallBuffer.allocate(ATTRIBUTES_SIZE).pointer(KEY, key).pointer(VALUE, value);
            // the kernel refuses a deletion whose attributes go on behind the key
            var deletion = CallBuffer.allocate(VALUE).pointer(KEY, key);
            scratch = new Scratch(attributes, deletion, key.segment(), value.segment(), lock());
        }
        scratch.attributes.u32(0, map.fd()).u64(FLAGS, scratch.lock);
        return scratch;
    }

    /** Bytes of one processor's value in a row. */
    int stride() {
        return (map.valueSize() + 7) & -8;
    }

    /** Bytes of the value of one element. */
    int valueBytes() {
        return map.type().perCpu() ? Math.multiplyExact(stride(), CpuList.possibleCount()) : map.valueSize();
    }

    synchronized <K> boolean lookup(KeyCodec<K> codec, K key, Struct target) {
        Scratch memory = scratch();
        if (!find(memory, codec, key)) {
            return false;
        }
        MemorySegment.copy(memory.value, 0, Flyweight.segment(target), 0, map.valueSize());
        return true;
    }

    /** One copy for each processor; empty if there is no such element. */
    synchronized <K, V extends Struct> List<V> lookupAll(KeyCodec<K> codec, K key, Flyweight<V> values) {
        Scratch memory = scratch();
        return find(memory, codec, key) ? perCpu(values, memory.value, 0) : List.of();
    }

    <V extends Struct> List<V> perCpu(Flyweight<V> values, MemorySegment row, long offset) {
        int cpus = CpuList.possibleCount();
        var copies = new ArrayList<V>(cpus);
        for (int cpu = 0; cpu < cpus; cpu++) {
            copies.add(values.copy(row, offset + (long) cpu * stride()));
        }
        return List.copyOf(copies);
    }

    /** The value as numbers up to the first zero; empty if there is no such element. */
    synchronized long[] lookupLongs(int key) {
        Scratch memory = scratch();
        if (!find(memory, KeyCodec.INT, key)) {
            return new long[0];
        }
        int count = 0;
        int most = map.valueSize() / Long.BYTES;
        while (count < most && memory.value.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, count) != 0) {
            count++;
        }
        return memory.value.asSlice(0, (long) count * Long.BYTES).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    }

    private <K> boolean find(Scratch memory, KeyCodec<K> codec, K key) {
        codec.write(key, memory.key);
        return succeeds(BpfCommand.MAP_LOOKUP_ELEM, memory.attributes, Errno.ENOENT, Errno.ENOENT);
    }

    /** Stores the value, for every processor where each has its own. */
    synchronized <K> boolean update(KeyCodec<K> codec, K key, MemorySegment value, long flags) {
        Scratch memory = scratch();
        codec.write(key, memory.key);
        if (value.byteSize() != map.valueSize()) {
            throw new IllegalArgumentException(
                    map + ": value of " + value.byteSize() + " bytes, expected " + map.valueSize());
        }
        for (long at = 0; at < valueBytes(); at += stride()) {
            MemorySegment.copy(value, 0, memory.value, at, map.valueSize());
        }
        // A map that drops old elements replaces values as a whole, and so does the first put.
        boolean inPlace = flags == ANY && map.type() != MapType.LRU_HASH;
        memory.attributes.u64(FLAGS, inPlace ? flags | memory.lock : flags);
        // E2BIG: the map is full
        return succeeds(
                BpfCommand.MAP_UPDATE_ELEM,
                memory.attributes,
                Errno.E2BIG,
                flags == NO_EXIST ? Errno.EEXIST : Errno.E2BIG);
    }

    /** Stores a descriptor. */
    synchronized void updateInt(int key, int value) {
        updateInt(KeyCodec.INT, key, value);
    }

    /** Stores a descriptor. */
    synchronized <K> void updateInt(KeyCodec<K> codec, K key, int value) {
        Scratch memory = scratch();
        codec.write(key, memory.key);
        memory.value.set(ValueLayout.JAVA_INT_UNALIGNED, 0, value);
        BpfSyscall.run(BpfCommand.MAP_UPDATE_ELEM, memory.attributes, map.what());
    }

    synchronized void updateLong(int key, long value) {
        Scratch memory = scratch();
        KeyCodec.INT.write(key, memory.key);
        memory.value.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, value);
        BpfSyscall.run(BpfCommand.MAP_UPDATE_ELEM, memory.attributes, map.what());
    }

    synchronized <K> boolean delete(KeyCodec<K> codec, K key) {
        Scratch memory = scratch();
        memory.deletion.u32(0, map.fd());
        codec.write(key, memory.key);
        return succeeds(BpfCommand.MAP_DELETE_ELEM, memory.deletion, Errno.ENOENT, Errno.ENOENT);
    }

    private boolean succeeds(BpfCommand command, CallBuffer attributes, Errno expected, Errno other) {
        long result = BpfSyscall.invoke(command, attributes);
        if (result >= 0) {
            return true;
        }
        if (result == -expected.number() || result == -other.number()) {
            return false;
        }
        throw new SyscallException(command.call(), map.what(), (int) -result);
    }

    /** Walks through all elements; others may change the map meanwhile, the sink too. */
    void forEach(EntrySink sink) {
        new Walk(map, valueBytes()).run(sink);
    }
}
