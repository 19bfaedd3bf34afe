package dev.skep.bpf.btf;

import java.nio.charset.StandardCharsets;

/**
 * Finds types by name, by comparing the names of all types of the wanted kind in the order of their ids.
 *
 * <p>No index is built: a scan of the hundred thousand types of a kernel takes less than a millisecond, a table of
 * their names takes tens.
 */
final class BtfNames {
    /** Short calls reach the JIT compiler sooner than one long loop, see {@link BtfImage}. */
    private static final int TYPES_PER_CALL = 256;

    private final BtfImage image;

    BtfNames(BtfImage image) {
        this.image = image;
    }

    /** The first id from {@code from} on with this name and kind, or -1. */
    int find(String name, BtfKind kind, int from) {
        if (name.indexOf(0) >= 0) {
            return -1;
        }
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        int code = kind.code();
        int count = image.typeCount();
        for (int id = Math.max(from, 1); id < count; id += TYPES_PER_CALL) {
            int found = find(key, code, id, Math.min(id + TYPES_PER_CALL, count));
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    private int find(byte[] key, int kind, int from, int to) {
        BtfImage types = image;
        for (int id = from; id < to; id++) {
            if (types.kind(id) == kind && types.nameIs(types.record(id), key)) {
                return id;
            }
        }
        return -1;
    }
}
