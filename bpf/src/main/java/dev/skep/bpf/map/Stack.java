package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * A stack: what came last goes first.
 *
 * <p>{@code BPF_MAP_TYPE_STACK}, since Linux 4.20.
 *
 * @param <V> a struct
 */
public final class Stack<V extends Struct> extends SequenceMap<V> {

    private Stack(Class<V> value, int maxEntries) {
        super(MapType.STACK, value, maxEntries);
    }

    /**
     * Describes a map.
     *
     * @param value a struct
     * @param maxEntries most elements
     */
    public static <V extends Struct> Stack<V> of(Class<V> value, int maxEntries) {
        return new Stack<>(value, maxEntries);
    }
}
