package dev.skep.bpf.btf;

import java.util.Arrays;

/**
 * The types of a blob by name: a table of chains, each of which has the ids whose names share a hash, in ascending order. It takes 8 bytes for
 * each type. Immutable.
 */
final class BtfNameIndex {
    /** The end of a chain: id 0 is {@code void}, which has no record. */
    private static final int NONE = 0;

    /** Short calls reach the JIT compiler sooner than one long loop, see {@link BtfImage}. */
    private static final int TYPES_PER_CALL = 64;

    private final BtfImage image;
    private final int[] heads;
    private final int[] next;

    private BtfNameIndex(BtfImage image) {
        this.image = image;
        int count = image.typeCount();
        heads = new int[Integer.highestOneBit(count)];
        next = new int[count];
        for (int end = count; end > 1; end -= TYPES_PER_CALL) {
            add(Math.max(1, end - TYPES_PER_CALL), end);
        }
    }

    static BtfNameIndex of(BtfImage image) {
        return new BtfNameIndex(image);
    }

    /** Backwards, so that each type goes before those of its chain that follow it. */
    private void add(int from, int to) {
        for (int id = to - 1; id >= from; id--) {
            int chain = chain(image.nameHash(image.record(id)));
            next[id] = heads[chain];
            heads[chain] = id;
        }
    }

    private int chain(int hash) {
        return (hash ^ hash >>> 15) & heads.length - 1;
    }

    /** The first id from {@code from} on with this name and kind, or -1. */
    int find(byte[] name, int kind, int from) {
        for (int id = heads[chain(Arrays.hashCode(name))]; id != NONE; id = next[id]) {
            if (id >= from && image.kind(id) == kind && image.nameIs(image.record(id), name)) {
                return id;
            }
        }
        return -1;
    }
}
