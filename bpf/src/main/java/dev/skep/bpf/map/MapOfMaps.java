package dev.skep.bpf.map;

import org.jspecify.annotations.Nullable;

/**
 * A map whose values are maps, all of one kind: a table that user space exchanges as a whole while programs run. A program that has
 * looked an inner map up keeps it until it ends, so it never sees half of the one and half of the other.
 *
 * @param <K> {@code Integer}, {@code Long} or a struct
 * @param <M> the kind of the inner maps
 */
public abstract sealed class MapOfMaps<K, M extends BpfMap> extends BpfMap permits ArrayOfMaps, HashOfMaps {
    private final KeyCodec<K> keys;
    private final M model;
    private final Elements elements = new Elements(this);

    MapOfMaps(MapType type, Class<K> key, M model, int entries) {
        super(new MapDescription(type, KeyCodec.of(key).size(), Integer.BYTES, entries, 0, key, null));
        this.keys = KeyCodec.of(key);
        this.model = model;
    }

    /** A map as all inner maps must be: same kind, same types, same flags, and for arrays the same number of elements. */
    public final M model() {
        return model;
    }

    @Override
    final MapCreation creation() {
        model.create();
        return new MapCreation(this).inner(model.fd());
    }

    /** The inner map of {@code key}, or null where there is none. Kernel only. */
    public final @Nullable M get(K key) {
        throw KernelOnly.called("get of a map of maps", "the inner map's own object");
    }

    final void store(K key, M map) {
        map.create();
        elements.updateInt(keys, key, map.fd());
    }

    final boolean delete(K key) {
        return elements.delete(keys, key);
    }

    /** Closes this map and its model; inner maps are their owner's. */
    @Override
    public void close() {
        super.close();
        model.close();
    }
}
