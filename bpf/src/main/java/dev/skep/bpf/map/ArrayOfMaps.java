package dev.skep.bpf.map;

import java.util.Objects;

/**
 * Maps by index.
 *
 * <p>{@code BPF_MAP_TYPE_ARRAY_OF_MAPS}, since Linux 4.12.
 *
 * @param <M> the kind of the inner maps
 */
public final class ArrayOfMaps<M extends BpfMap> extends MapOfMaps<Integer, M> {

    private ArrayOfMaps(M model, int entries) {
        super(MapType.ARRAY_OF_MAPS, Integer.class, model, entries);
    }

    /**
     * Describes a map.
     *
     * @param model what the inner maps are like; closed with this map
     * @param entries number of places
     */
    public static <M extends BpfMap> ArrayOfMaps<M> of(M model, int entries) {
        return new ArrayOfMaps<>(model, entries);
    }

    /**
     * Puts {@code map}, which stays the caller's, at {@code index} in place of what is there; creates it if need be. User space only.
     *
     * @throws dev.skep.bpf.SyscallException EINVAL if it is not like the model
     */
    public void set(int index, M map) {
        store(Objects.checkIndex(index, maxEntries()), map);
    }

    /**
     * Takes the map at {@code index} away. User space only.
     *
     * @return false if there was none
     */
    public boolean clear(int index) {
        return delete(Objects.checkIndex(index, maxEntries()));
    }
}
