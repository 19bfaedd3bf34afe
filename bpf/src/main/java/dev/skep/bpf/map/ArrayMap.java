package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/**
 * An array of structs, shared by all processors.
 *
 * <p>{@code BPF_MAP_TYPE_ARRAY}, since Linux 3.19.
 *
 * @param <V> a struct
 */
public final class ArrayMap<V extends Struct> extends IndexedMap<V> {

    private ArrayMap(Class<V> value, int entries) {
        super(MapType.ARRAY, value, entries);
    }

    /**
     * Describes a map.
     *
     * @param value a struct
     * @param entries number of elements
     */
    public static <V extends Struct> ArrayMap<V> of(Class<V> value, int entries) {
        return new ArrayMap<>(value, entries);
    }

    @Override
    public @Nullable V get(int index) {
        V copy = values.allocate();
        return elements.lookup(KeyCodec.INT, index, copy) ? copy : null;
    }
}
