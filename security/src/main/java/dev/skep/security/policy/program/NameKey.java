package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.security.kernel.Qstr;
import dev.skep.security.kernel.TwoWords;

/**
 * A number of the last component of a path: its first eight bytes and its length. Files with other numbers have other paths, so most are known
 * to be others before their path is put together.
 *
 * @param place the file
 */
public record NameKey(PlaceReader place) implements NumberReader {
    private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

    @Override
    public long read(HookContext context) {
        Qstr name = place.dentry(context).d_name();
        int length = name.len();
        long start = Memory.cast(name.name(), TwoWords.class).tv_sec();
        return key(length < Long.BYTES ? start & ~(-1L << (length * Byte.SIZE)) : start, length);
    }

    /** The number of a path. */
    public static long of(String path) {
        Words name = Words.of(path.substring(path.lastIndexOf('/') + 1));
        return key(name.word(0), name.length());
    }

    private static long key(long start, int length) {
        return start ^ length * ODD;
    }

    @Override
    public int cost() {
        return place.cost() + 4 * Cost.LOAD;
    }

    @Override
    public String toString() {
        return "name of " + place;
    }
}
