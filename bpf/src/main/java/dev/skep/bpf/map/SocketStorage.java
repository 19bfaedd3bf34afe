package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * A struct beside each socket: {@code bpf_sk_storage_get}, for programs that see full sockets. Descriptors are those of sockets.
 *
 * <p>{@code BPF_MAP_TYPE_SK_STORAGE}, since Linux 5.2.
 *
 * @param <V> a struct
 */
public final class SocketStorage<V extends Struct> extends LocalStorage<V> {

    private SocketStorage(Class<V> value) {
        super(MapType.SOCKET_STORAGE, value);
    }

    /** Describes a map. */
    public static <V extends Struct> SocketStorage<V> of(Class<V> value) {
        return new SocketStorage<>(value);
    }
}
