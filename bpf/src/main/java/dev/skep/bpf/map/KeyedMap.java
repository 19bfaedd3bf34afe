package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A map from keys to structs.
 *
 * <p>A key is an {@code Integer} (4 bytes), a {@code Long} (8 bytes), or a {@link Struct}, whose bytes are compared as they
 * are, padding included: keep padding zero.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <V> a struct
 */
public abstract sealed class KeyedMap<K, V extends Struct> extends BpfMap permits SharedMap, PerCpuMap {

    final KeyCodec<K> keys;
    final Flyweight<V> values;
    final Elements elements;

    KeyedMap(MapType type, Class<K> key, Class<V> value, int maxEntries, int flags) {
        super(new MapDescription(
                type, KeyCodec.of(key).size(), Flyweight.of(value).layout().size(), maxEntries, flags, key, value));
        keys = KeyCodec.of(key);
        values = Flyweight.of(value);
        elements = new Elements(this);
    }

    /**
     * The value of {@code key}, or null where there is none.
     *
     * <p>In the kernel this is the map's own memory ({@code bpf_map_lookup_elem}), of the current processor where each has
     * its own. In user space it is a copy, and per-CPU maps have {@code getAll} instead.
     */
    public abstract @Nullable V get(K key);

    /**
     * Stores a copy of {@code value} ({@code bpf_map_update_elem}, {@code BPF_ANY}). Per-CPU maps store it for the current
     * processor in the kernel, and for all processors in user space.
     *
     * @return false if the map is full
     */
    public final boolean put(K key, V value) {
        return elements.update(keys, key, Flyweight.segment(value), Elements.ANY);
    }

    /**
     * Stores a copy of {@code value} if the key has none yet ({@code BPF_NOEXIST}).
     *
     * @return false if the key has a value or the map is full
     */
    public final boolean putIfAbsent(K key, V value) {
        return elements.update(keys, key, Flyweight.segment(value), Elements.NO_EXIST);
    }

    /**
     * Removes the element ({@code bpf_map_delete_elem}).
     *
     * @return false if there was none
     */
    public final boolean remove(K key) {
        return elements.delete(keys, key);
    }

    /** All keys at this moment, in no order. User space only. */
    public final List<K> keys() {
        var found = new ArrayList<K>();
        elements.forEach(
                (keyMemory, keyOffset, valueMemory, valueOffset) -> found.add(keys.read(keyMemory, keyOffset)));
        return found;
    }

    /** Number of elements, found by walking through all. User space only. */
    public final int size() {
        int[] count = {0};
        elements.forEach((keyMemory, keyOffset, valueMemory, valueOffset) -> count[0]++);
        return count[0];
    }

    /** Removes all elements, one by one. User space only. */
    public final void clear() {
        for (K key : keys()) {
            remove(key);
        }
    }
}
