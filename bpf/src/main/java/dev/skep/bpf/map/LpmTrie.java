package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;

/**
 * A trie that finds the longest stored prefix of a key: networks by address, paths by prefix.
 *
 * <p>The key is a struct whose first field is an {@code int}, the number of bits that count; the other bytes are the data
 * in network order, compared from the first bit on. A lookup with all bits set in the length finds the longest match.
 *
 * <p>{@code BPF_MAP_TYPE_LPM_TRIE}, since Linux 4.11. The data has at most 256 bytes.
 *
 * @param <K> a struct that begins with the prefix length in bits
 * @param <V> a struct
 */
public final class LpmTrie<K extends Struct, V extends Struct> extends SharedMap<K, V> {

    private static final int MOST_DATA = 256;

    private LpmTrie(Class<K> key, Class<V> value, int maxEntries) {
        super(MapType.LPM_TRIE, checked(key), value, maxEntries, MapFlags.NO_PREALLOC);
    }

    /**
     * Describes a map.
     *
     * @param key a struct that begins with the prefix length in bits, an {@code int}
     * @param value a struct
     * @param maxEntries most elements; a put into a full map fails
     */
    public static <K extends Struct, V extends Struct> LpmTrie<K, V> of(Class<K> key, Class<V> value, int maxEntries) {
        return new LpmTrie<>(key, value, maxEntries);
    }

    private static <K extends Struct> Class<K> checked(Class<K> key) {
        StructLayout layout = StructLayout.of(key);
        StructField length = layout.fields().getFirst();
        if (length.javaType() != int.class || length.size() != 4 || length.count() != 1 || length.bigEndian()) {
            throw new IllegalArgumentException("key of an LPM trie begins with its prefix length, an int: "
                    + key.getTypeName() + " begins with " + length.name());
        }
        if (layout.size() < 5 || layout.size() > 4 + MOST_DATA) {
            throw new IllegalArgumentException("key of an LPM trie has 1 to 256 bytes after the prefix length: "
                    + key.getTypeName() + " has " + (layout.size() - 4));
        }
        return key;
    }
}
