package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;

/**
 * Structs in an order, without keys. Programs and user space use the same methods, and each element goes to one of them.
 *
 * @param <V> a struct
 */
public abstract sealed class SequenceMap<V extends Struct> extends BpfMap permits Queue, Stack {

    private final ValueCalls calls = new ValueCalls(this);

    SequenceMap(MapType type, Class<V> value, int maxEntries) {
        super(new MapDescription(type, 0, Flyweight.of(value).layout().size(), maxEntries, 0, null, value));
    }

    /**
     * Adds a copy of {@code value} ({@code bpf_map_push_elem}, {@code BPF_ANY}).
     *
     * @return false if the map is full
     */
    public final boolean push(V value) {
        return calls.push(value, ValueCalls.ANY);
    }

    /**
     * Adds a copy of {@code value}; if the map is full, the element that came first is dropped ({@code BPF_EXIST}).
     *
     * @return false if the kernel failed
     */
    public final boolean pushDroppingOldest(V value) {
        return calls.push(value, ValueCalls.EXIST);
    }

    /**
     * Takes the next element out and copies it to {@code target} ({@code bpf_map_pop_elem}).
     *
     * @return false if the map is empty
     */
    public final boolean pop(V target) {
        return calls.pop(target);
    }

    /**
     * Copies the next element to {@code target} and leaves it in the map ({@code bpf_map_peek_elem}).
     *
     * @return false if the map is empty
     */
    public final boolean peek(V target) {
        return calls.peek(target);
    }
}
