package dev.skep.bpf.map;

import java.util.Objects;

/**
 * Sockets of AF_XDP by the number of their receive queue: a redirected packet goes to user space.
 *
 * <p>{@code BPF_MAP_TYPE_XSKMAP}, since Linux 4.18.
 */
public final class XskMap extends RedirectMap {
    private XskMap(int entries) {
        super(MapType.XSKMAP, Integer.BYTES, entries);
    }

    /** Describes a map with this number of places. */
    public static XskMap of(int entries) {
        return new XskMap(entries);
    }

    /**
     * Puts a socket under a number. User space only.
     *
     * @param socket a descriptor, which stays the caller's
     */
    public void set(int queue, int socket) {
        Objects.checkIndex(queue, maxEntries());
        put(queue, socket);
    }
}
