package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * A hash table with one value for each processor.
 *
 * <p>{@code BPF_MAP_TYPE_PERCPU_HASH}, since Linux 4.6.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <V> a struct
 */
public final class PerCpuHashMap<K, V extends Struct> extends PerCpuMap<K, V> {

    private PerCpuHashMap(Class<K> key, Class<V> value, int maxEntries) {
        super(MapType.PERCPU_HASH, key, value, maxEntries);
    }

    /**
     * Describes a map.
     *
     * @param key {@code Integer.class}, {@code Long.class} or a struct
     * @param value a struct
     * @param maxEntries most elements; a put into a full map fails
     */
    public static <K, V extends Struct> PerCpuHashMap<K, V> of(Class<K> key, Class<V> value, int maxEntries) {
        return new PerCpuHashMap<>(key, value, maxEntries);
    }
}
