package dev.skep.compiler.interpreter;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** BPF_MAP_TYPE_HASH and its kin. A value that was replaced or removed is gone: to touch it again is a fault. */
public final class HashModel extends MapModel {
    private final AddressSpace memory;
    private final int maxEntries;
    private final Map<ByteBuffer, Region> entries = new HashMap<>();

    HashModel(AddressSpace memory, String name, int keySize, int valueSize, int maxEntries) {
        super(memory, name, keySize, valueSize);
        this.memory = memory;
        this.maxEntries = maxEntries;
    }

    /** The content, copied. */
    public Map<ByteBuffer, byte[]> content() {
        Map<ByteBuffer, byte[]> copy = new HashMap<>();
        entries.forEach((key, value) -> copy.put(key, value.bytes().clone()));
        return copy;
    }

    /** Stores an element before the program runs. */
    public void put(byte[] key, byte[] value) {
        update(key, value, 0);
    }

    @Override
    long lookup(byte[] key) {
        Region value = entries.get(ByteBuffer.wrap(key));
        return value == null ? 0 : value.address();
    }

    @Override
    long update(byte[] key, byte[] value, long flags) {
        ByteBuffer place = ByteBuffer.wrap(key.clone());
        Region old = entries.get(place);
        if (old != null && flags == NO_EXIST) return EEXIST;
        if (old == null && flags == EXIST) return ENOENT;
        if (old == null && entries.size() == maxEntries) return E2BIG;
        if (old != null) memory.release(old);
        entries.put(place, memory.shared("value of " + this, value.clone()));
        return 0;
    }

    @Override
    long delete(byte[] key) {
        Region old = entries.remove(ByteBuffer.wrap(key));
        if (old == null) return ENOENT;
        memory.release(old);
        return 0;
    }
}
