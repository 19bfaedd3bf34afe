package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map with one value for each key and possible processor: programs count without contention, user space adds up.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <V> a struct
 */
public abstract sealed class PerCpuMap<K, V extends Struct> extends KeyedMap<K, V>
        permits PerCpuHashMap, LruPerCpuHashMap {

    PerCpuMap(MapType type, Class<K> key, Class<V> value, int maxEntries) {
        super(type, key, value, maxEntries, 0);
    }

    /** The value of the current processor, or null. Kernel only. */
    @Override
    public final @Nullable V get(K key) {
        throw KernelOnly.called("get of a per-CPU map", "getAll");
    }

    /** Copies of the values of all possible processors by number; empty if the key has none. User space only. */
    public final List<V> getAll(K key) {
        return elements.lookupAll(keys, key, values);
    }

    /** Sum over all processors of a field, 0 if the key has no value. User space only. */
    public final long sum(K key, ToLongFunction<? super V> field) {
        return getAll(key).stream().mapToLong(field).sum();
    }

    /** Calls {@code action} with copies of all elements, in no order, as {@link SharedMap#forEach} does. */
    public final void forEach(BiConsumer<? super K, ? super List<V>> action) {
        elements.forEach((keyMemory, keyOffset, valueMemory, valueOffset) ->
                action.accept(keys.read(keyMemory, keyOffset), elements.perCpu(values, valueMemory, valueOffset)));
    }
}
