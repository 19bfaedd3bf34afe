package dev.skep.bpf.map;

/** Where XDP programs may send packets, by number ({@code bpf_redirect_map}). */
public abstract sealed class RedirectMap extends BpfMap permits DeviceMap, CpuMap, XskMap {
    private final Elements elements = new Elements(this);

    RedirectMap(MapType type, int valueSize, int entries) {
        super(new MapDescription(type, Integer.BYTES, valueSize, entries, 0, Integer.class, null));
    }

    final void put(int key, int value) {
        elements.updateInt(key, value);
    }

    final void put(int key, long value) {
        elements.updateLong(key, value);
    }

    /**
     * Takes away what is under a number. User space only.
     *
     * @return false if there was nothing
     */
    public final boolean clear(int key) {
        return elements.delete(KeyCodec.INT, key);
    }
}
