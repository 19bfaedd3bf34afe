package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * A hash table; its elements are allocated when it is created.
 *
 * <p>{@code BPF_MAP_TYPE_HASH}, since Linux 3.19.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <V> a struct
 */
public final class HashMap<K, V extends Struct> extends SharedMap<K, V> {

    private HashMap(Class<K> key, Class<V> value, int maxEntries) {
        super(MapType.HASH, key, value, maxEntries, 0);
    }

    /**
     * Describes a map.
     *
     * @param key {@code Integer.class}, {@code Long.class} or a struct
     * @param value a struct
     * @param maxEntries most elements; a put into a full map fails
     */
    public static <K, V extends Struct> HashMap<K, V> of(Class<K> key, Class<V> value, int maxEntries) {
        return new HashMap<>(key, value, maxEntries);
    }
}
