package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * A hash table that drops elements which have not been used for long when it is full.
 *
 * <p>{@code BPF_MAP_TYPE_LRU_HASH}, since Linux 4.10.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <V> a struct
 */
public final class LruHashMap<K, V extends Struct> extends SharedMap<K, V> {

    private LruHashMap(Class<K> key, Class<V> value, int maxEntries) {
        super(MapType.LRU_HASH, key, value, maxEntries, 0);
    }

    /**
     * Describes a map.
     *
     * @param key {@code Integer.class}, {@code Long.class} or a struct
     * @param value a struct
     * @param maxEntries most elements
     */
    public static <K, V extends Struct> LruHashMap<K, V> of(Class<K> key, Class<V> value, int maxEntries) {
        return new LruHashMap<>(key, value, maxEntries);
    }
}
