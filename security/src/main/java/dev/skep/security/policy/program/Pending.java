package dev.skep.security.policy.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Records that wait for the return of the function that they tell of, by thread and hook. Elements are allocated when they are put, and there
 * is one for each call under way that matched.
 *
 * @param places which program goes on with a record: the one look-up of a return that nobody waits for
 * @param small records without texts
 * @param large records with texts
 * @param hashes what IMA says of the files of records that wait for it
 */
public record Pending(
        HashMap<Long, Counter> places,
        HashMap<Long, SmallRecord> small,
        HashMap<Long, PendingRecord> large,
        HashMap<Long, ImageHash> hashes)
        implements AutoCloseable {
    private static final int MOST = 4096;

    /** The maps are described, not created. */
    static Pending described() {
        Pending pending = new Pending(
                HashMap.growing(Long.class, Counter.class, MOST),
                HashMap.growing(Long.class, SmallRecord.class, MOST),
                HashMap.growing(Long.class, PendingRecord.class, MOST),
                HashMap.growing(Long.class, ImageHash.class, MOST));
        pending.places.name("policy_waiting");
        pending.small.name("policy_small");
        pending.large.name("policy_large");
        pending.hashes.name("policy_hashes");
        return pending;
    }

    /** Creates the maps. */
    void create() {
        places.create();
        small.create();
        large.create();
        hashes.create();
    }

    /** The key of the current thread at a hook. Kernel only. */
    static long key(int thread, int hook) {
        return ((thread & 0xffff_ffffL) << Integer.SIZE) | hook;
    }

    /** Keeps a record for the program at {@code place}. Kernel only. */
    boolean put(long key, int place, SmallRecord record) {
        return small.put(key, record) && note(key, place);
    }

    /** As {@link #put(long, int, SmallRecord)}. Kernel only. */
    boolean put(long key, int place, LargeRecord record) {
        return record.used() <= PendingRecord.DATA
                && large.put(key, Memory.view(record, PendingRecord.class))
                && note(key, place);
    }

    private boolean note(long key, int place) {
        Counter noted = Memory.onStack(Counter.class);
        noted.value(place);
        return places.put(key, noted);
    }

    /** Where the program is that goes on with the record of {@code key}, -1 if there is none. Kernel only. */
    int place(long key) {
        Counter noted = places.get(key);
        return noted == null ? -1 : (int) noted.value();
    }

    /** A record without texts. Kernel only. */
    @Nullable
    SmallRecord small(long key) {
        return small.get(key);
    }

    /** A record with texts. Kernel only. */
    @Nullable
    PendingRecord large(long key) {
        return large.get(key);
    }

    /**
     * Whether IMA is being asked for a hash. To read a file that is open for writing alone it opens it again, which comes to the same hook and
     * is not the process's doing. Kernel only.
     */
    boolean isAsking(long key) {
        ImageHash hash = hashes.get(key);
        return hash != null && hash.algorithm() == ImageHash.ASKED;
    }

    @Override
    public void close() {
        places.close();
        small.close();
        large.close();
        hashes.close();
    }
}
