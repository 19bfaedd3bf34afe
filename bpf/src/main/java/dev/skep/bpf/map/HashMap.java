package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * A hash table; its elements are allocated when it is created, or when they are put ({@link #growing}).
 *
 * <p>{@code BPF_MAP_TYPE_HASH}, since Linux 3.19.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <V> a struct
 */
public final class HashMap<K, V extends Struct> extends SharedMap<K, V> {

    private HashMap(Class<K> key, Class<V> value, int maxEntries, int flags) {
        super(MapType.HASH, key, value, maxEntries, flags);
    }

    /**
     * Describes a map.
     *
     * @param key {@code Integer.class}, {@code Long.class} or a struct
     * @param value a struct
     * @param maxEntries most elements; a put into a full map fails
     */
    public static <K, V extends Struct> HashMap<K, V> of(Class<K> key, Class<V> value, int maxEntries) {
        return new HashMap<>(key, value, maxEntries, 0);
    }

    /**
     * Describes a map whose elements are allocated when they are put ({@code BPF_F_NO_PREALLOC}): for many possible elements of which few
     * are there. A put takes a little longer, and fails where the kernel has no memory. In tracing programs since Linux 6.1, which brought
     * the allocator that is safe there.
     *
     * @param key {@code Integer.class}, {@code Long.class} or a struct
     * @param value a struct
     * @param maxEntries most elements; each takes 16 bytes or less from the beginning
     */
    public static <K, V extends Struct> HashMap<K, V> growing(Class<K> key, Class<V> value, int maxEntries) {
        return new HashMap<>(key, value, maxEntries, MapFlags.NO_PREALLOC);
    }
}
