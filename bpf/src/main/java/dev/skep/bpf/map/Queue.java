package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * A queue: what came first goes first.
 *
 * <p>{@code BPF_MAP_TYPE_QUEUE}, since Linux 4.20.
 *
 * @param <V> a struct
 */
public final class Queue<V extends Struct> extends SequenceMap<V> {

    private Queue(Class<V> value, int maxEntries) {
        super(MapType.QUEUE, value, maxEntries);
    }

    /**
     * Describes a map.
     *
     * @param value a struct
     * @param maxEntries most elements
     */
    public static <V extends Struct> Queue<V> of(Class<V> value, int maxEntries) {
        return new Queue<>(value, maxEntries);
    }
}
