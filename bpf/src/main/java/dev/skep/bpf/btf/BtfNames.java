package dev.skep.bpf.btf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds types by name, the first in the order of their ids.
 *
 * <p>Who asks seldom gets each answer by comparing the names of all types of the wanted kind, in less than a millisecond for the hundred
 * thousand types of a kernel. Who asks often pays for an index once, as soon as the searches have taken as long as that takes to make. Safe
 * for several threads: whoever makes it at the same time makes the same.
 */
final class BtfNames {
    /** Short calls reach the JIT compiler sooner than one long loop, see {@link BtfImage}. */
    private static final int TYPES_PER_CALL = 256;

    /** An index takes as long as that many searches through all types; those that end soon count for less. */
    private static final int SEARCHES = 24;

    private final BtfImage image;

    /** How many types were looked at without an index. Some may be counted less than they were, if several threads ask. */
    private long seen;

    private volatile @Nullable BtfNameIndex index;

    BtfNames(BtfImage image) {
        this.image = image;
    }

    /** The first id from {@code from} on with this name and kind, or -1. */
    int find(String name, BtfKind kind, int from) {
        if (name.indexOf(0) >= 0) {
            return -1;
        }
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        BtfNameIndex made = index;
        return made == null ? search(key, kind.code(), Math.max(from, 1)) : made.find(key, kind.code(), from);
    }

    private int search(byte[] key, int kind, int first) {
        int count = image.typeCount();
        int found = -1;
        int id = first;
        for (; id < count && found < 0; id += TYPES_PER_CALL) {
            found = search(key, kind, id, Math.min(id + TYPES_PER_CALL, count));
        }
        seen += id - first;
        if (seen > (long) SEARCHES * count) {
            index = BtfNameIndex.of(image);
        }
        return found;
    }

    private int search(byte[] key, int kind, int from, int to) {
        BtfImage types = image;
        for (int id = from; id < to; id++) {
            if (types.kind(id) == kind && types.nameIs(types.record(id), key)) {
                return id;
            }
        }
        return -1;
    }

    /** The ids of this kind whose names begin so, in ascending order. */
    List<Integer> beginning(String prefix, BtfKind kind) {
        List<Integer> found = new ArrayList<>();
        if (prefix.indexOf(0) < 0) {
            byte[] key = prefix.getBytes(StandardCharsets.UTF_8);
            int count = image.typeCount();
            for (int id = 1; id < count; id += TYPES_PER_CALL) {
                gather(key, kind.code(), id, Math.min(id + TYPES_PER_CALL, count), found);
            }
        }
        return found;
    }

    private void gather(byte[] key, int kind, int from, int to, List<Integer> found) {
        BtfImage types = image;
        for (int id = from; id < to; id++) {
            if (types.kind(id) == kind && types.nameBegins(types.record(id), key)) {
                found.add(id);
            }
        }
    }
}
