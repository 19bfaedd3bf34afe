package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;

/**
 * Sockets by a struct, mostly their addresses, whose data programs steer (sk_skb, sk_msg); a socket leaves the map when it is closed.
 * Programs put sockets in by {@code bpf_sock_hash_update}.
 *
 * <p>{@code BPF_MAP_TYPE_SOCKHASH}, since Linux 4.18.
 *
 * @param <K> a struct
 */
public final class SockHash<K extends Struct> extends BpfMap {
    private SockHash(Class<K> key, int entries) {
        super(new MapDescription(
                MapType.SOCKHASH, Flyweight.of(key).layout().size(), Integer.BYTES, entries, 0, key, null));
    }

    /** Describes a map of at most so many sockets. */
    public static <K extends Struct> SockHash<K> of(Class<K> key, int entries) {
        return new SockHash<>(key, entries);
    }
}
