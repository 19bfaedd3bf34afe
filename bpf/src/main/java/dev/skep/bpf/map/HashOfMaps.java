package dev.skep.bpf.map;

/**
 * Maps by key.
 *
 * <p>{@code BPF_MAP_TYPE_HASH_OF_MAPS}, since Linux 4.12.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <M> the kind of the inner maps
 */
public final class HashOfMaps<K, M extends BpfMap> extends MapOfMaps<K, M> {

    private HashOfMaps(Class<K> key, M model, int maxEntries) {
        super(MapType.HASH_OF_MAPS, key, model, maxEntries);
    }

    /**
     * Describes a map.
     *
     * @param key {@code Integer.class}, {@code Long.class} or a struct
     * @param model what the inner maps are like; closed with this map
     * @param maxEntries most inner maps
     */
    public static <K, M extends BpfMap> HashOfMaps<K, M> of(Class<K> key, M model, int maxEntries) {
        return new HashOfMaps<>(key, model, maxEntries);
    }

    /**
     * Puts {@code map}, which stays the caller's, under {@code key} in place of what is there; creates it if need be. User space only.
     *
     * @throws dev.skep.bpf.SyscallException EINVAL if it is not like the model, E2BIG if this map is full
     */
    public void put(K key, M map) {
        store(key, map);
    }

    /**
     * Takes the map of {@code key} away. User space only.
     *
     * @return false if there was none
     */
    public boolean remove(K key) {
        return delete(key);
    }
}
