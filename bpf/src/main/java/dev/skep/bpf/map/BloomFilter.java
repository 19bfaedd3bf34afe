package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;

/**
 * A set that takes little memory and may take a struct for a member that it never got, but never the other way round. Nothing can be
 * removed. All bytes of a struct count, padding included: keep padding zero.
 *
 * <p>{@code BPF_MAP_TYPE_BLOOM_FILTER}, since Linux 5.16.
 *
 * @param <V> a struct
 */
public final class BloomFilter<V extends Struct> extends BpfMap {
    private static final int DEFAULT_HASHES = 5;
    private static final int MOST_HASHES = 15;

    private final ValueCalls calls = new ValueCalls(this);
    private final int hashes;

    private BloomFilter(Class<V> value, int expected, int hashes) {
        super(new MapDescription(
                MapType.BLOOM_FILTER, 0, Flyweight.of(value).layout().size(), expected, 0, null, value));
        this.hashes = hashes;
    }

    /** Describes a filter with 5 hashes, the kernel's own choice: of a hundred structs that it never got it takes about three. */
    public static <V extends Struct> BloomFilter<V> of(Class<V> value, int expected) {
        return of(value, expected, DEFAULT_HASHES);
    }

    /**
     * Describes a filter.
     *
     * @param value a struct
     * @param expected how many different structs will be added; more make wrong answers more frequent
     * @param hashes 1 to 15
     */
    public static <V extends Struct> BloomFilter<V> of(Class<V> value, int expected, int hashes) {
        if (hashes < 1 || hashes > MOST_HASHES) {
            throw new IllegalArgumentException("hashes=" + hashes + ", expected 1 to " + MOST_HASHES);
        }
        return new BloomFilter<>(value, expected, hashes);
    }

    /**
     * Adds a struct ({@code bpf_map_push_elem}).
     *
     * @return false if the kernel failed
     */
    public boolean add(V value) {
        return calls.push(value, ValueCalls.ANY);
    }

    /** Whether the struct may have been added; false is certain ({@code bpf_map_peek_elem}). */
    public boolean mayContain(V value) {
        return calls.contains(value);
    }

    @Override
    MapCreation creation() {
        return super.creation().extra(hashes);
    }
}
