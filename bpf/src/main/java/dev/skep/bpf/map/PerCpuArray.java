package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An array of structs for each processor: counters without contention, and scratch memory larger than the stack.
 *
 * <p>{@code BPF_MAP_TYPE_PERCPU_ARRAY}, since Linux 4.6.
 *
 * @param <V> a struct of at most 32 KiB
 */
public final class PerCpuArray<V extends Struct> extends IndexedMap<V> {

    private PerCpuArray(Class<V> value, int entries) {
        super(MapType.PERCPU_ARRAY, value, entries);
    }

    /**
     * Describes a map.
     *
     * @param value a struct
     * @param entries number of elements
     */
    public static <V extends Struct> PerCpuArray<V> of(Class<V> value, int entries) {
        return new PerCpuArray<>(value, entries);
    }

    /** The value of the current processor, or null if the index is outside. Kernel only. */
    @Override
    public @Nullable V get(int index) {
        throw KernelOnly.called("get(index) of a per-CPU array", "get(index, cpu) or getAll(index)");
    }

    /**
     * A copy of the value of one processor. User space only.
     *
     * @throws IndexOutOfBoundsException if the index or the processor is outside
     */
    public V get(int index, int cpu) {
        return getAll(index).get(cpu);
    }

    /**
     * Copies of the values of all possible processors by number. User space only.
     *
     * @throws IndexOutOfBoundsException if the index is outside
     */
    public List<V> getAll(int index) {
        Objects.checkIndex(index, maxEntries());
        return elements.lookupAll(KeyCodec.INT, index, values);
    }

    /** Sum of a field over all processors. User space only. */
    public long sum(int index, ToLongFunction<? super V> field) {
        return getAll(index).stream().mapToLong(field).sum();
    }
}
