package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map with one value for each key, shared by all processors.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <V> a struct
 */
public abstract sealed class SharedMap<K, V extends Struct> extends KeyedMap<K, V>
        permits HashMap, LruHashMap, LpmTrie {

    SharedMap(MapType type, Class<K> key, Class<V> value, int maxEntries, int flags) {
        super(type, key, value, maxEntries, flags);
    }

    @Override
    public final @Nullable V get(K key) {
        V copy = values.allocate();
        return elements.lookup(keys, key, copy) ? copy : null;
    }

    /**
     * Calls {@code action} with all elements, in no order. An element that is put or removed meanwhile may be missed or
     * seen.
     *
     * <p>In the kernel ({@code bpf_for_each_map_elem}, since Linux 5.13; not for {@link LpmTrie}) the value is the map's own
     * memory; the action may use values of the method around it, as lambdas do. In user space it gets copies.
     */
    public final void forEach(BiConsumer<? super K, ? super V> action) {
        elements.forEach((keyMemory, keyOffset, valueMemory, valueOffset) ->
                action.accept(keys.read(keyMemory, keyOffset), values.copy(valueMemory, valueOffset)));
    }
}
