package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * A hash table with one value for each processor that drops elements which have not been used for long when it is full.
 *
 * <p>{@code BPF_MAP_TYPE_LRU_PERCPU_HASH}, since Linux 4.10.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <V> a struct
 */
public final class LruPerCpuHashMap<K, V extends Struct> extends PerCpuMap<K, V> {

    private LruPerCpuHashMap(Class<K> key, Class<V> value, int maxEntries) {
        super(MapType.LRU_PERCPU_HASH, key, value, maxEntries);
    }

    /**
     * Describes a map.
     *
     * @param key {@code Integer.class}, {@code Long.class} or a struct
     * @param value a struct
     * @param maxEntries most elements
     */
    public static <K, V extends Struct> LruPerCpuHashMap<K, V> of(Class<K> key, Class<V> value, int maxEntries) {
        return new LruPerCpuHashMap<>(key, value, maxEntries);
    }
}
