package dev.skep.bpf.map;

import java.util.Objects;

/**
 * Sockets by index, whose data programs steer (sk_skb, sk_msg); a socket leaves the map when it is closed.
 *
 * <p>{@code BPF_MAP_TYPE_SOCKMAP}, since Linux 4.14.
 */
public final class SockMap extends BpfMap {
    private final Elements elements = new Elements(this);

    private SockMap(int entries) {
        super(new MapDescription(MapType.SOCKMAP, Integer.BYTES, Integer.BYTES, entries, 0, Integer.class, null));
    }

    /** Describes a map with this number of places. */
    public static SockMap of(int entries) {
        return new SockMap(entries);
    }

    /**
     * Puts a connected socket at {@code index}. User space only; programs use {@code bpf_sock_map_update}.
     *
     * @param socket a descriptor, which stays the caller's
     */
    public void set(int index, int socket) {
        Objects.checkIndex(index, maxEntries());
        elements.updateInt(index, socket);
    }

    /**
     * Takes the socket at {@code index} out. User space only.
     *
     * @return false if there was none
     */
    public boolean clear(int index) {
        Objects.checkIndex(index, maxEntries());
        return elements.delete(KeyCodec.INT, index);
    }
}
