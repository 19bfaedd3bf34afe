package dev.skep.bpf.map;

import java.util.Objects;

/**
 * Sockets that share one port by SO_REUSEPORT, by index, among which a program chooses; a socket leaves the map when it is closed.
 *
 * <p>{@code BPF_MAP_TYPE_REUSEPORT_SOCKARRAY}, since Linux 4.19.
 */
public final class ReuseportArray extends BpfMap {
    private final Elements elements = new Elements(this);

    private ReuseportArray(int entries) {
        super(new MapDescription(
                MapType.REUSEPORT_SOCKARRAY, Integer.BYTES, Integer.BYTES, entries, 0, Integer.class, null));
    }

    /** Describes a map with this number of places. */
    public static ReuseportArray of(int entries) {
        return new ReuseportArray(entries);
    }

    /**
     * Puts a socket at {@code index}. User space only.
     *
     * @param socket a descriptor, which stays the caller's
     * @throws dev.skep.bpf.SyscallException EINVAL if it is not bound with SO_REUSEPORT, EBUSY if it is in such a map already
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
