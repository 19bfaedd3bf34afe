package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of structs by index. All exist, zeroed, from the start.
 *
 * @param <V> a struct
 */
public abstract sealed class IndexedMap<V extends Struct> extends BpfMap permits ArrayMap, PerCpuArray {

    final Flyweight<V> values;
    final Elements elements;

    IndexedMap(MapType type, Class<V> value, int entries) {
        super(new MapDescription(
                type, Integer.BYTES, Flyweight.of(value).layout().size(), entries, 0, Integer.class, value));
        values = Flyweight.of(value);
        elements = new Elements(this);
    }

    /**
     * The value at {@code index}, or null if the index is outside.
     *
     * <p>In the kernel this is the map's own memory ({@code bpf_map_lookup_elem}), of the current processor where each has
     * its own. In user space it is a copy, and {@link PerCpuArray} has other methods instead.
     */
    public abstract @Nullable V get(int index);

    /**
     * Stores a copy of {@code value}, for all processors where each has its own. User space only.
     *
     * @throws IndexOutOfBoundsException if the index is outside
     */
    public final void set(int index, V value) {
        Objects.checkIndex(index, maxEntries());
        elements.update(KeyCodec.INT, index, Flyweight.segment(value), Elements.ANY);
    }
}
