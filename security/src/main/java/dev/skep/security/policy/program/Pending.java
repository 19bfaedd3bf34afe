package dev.skep.security.policy.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Records that wait for the return of the function that they tell of, by thread and hook. Elements are allocated when they are put, and there
 * is one for each call under way that matched.
 *
 * <p>Where hooks tell {@linkplain HookContext#seat which they are}, places are noted by that, and records by the number of the hook, which its
 * seat has: so the code that looks for places is the same at all such hooks, and need not look for a seat first. A hook may come again with
 * other rules; a number is given once. What a call leaves whose return is seen no more is therefore harmless: a place that is found so leads
 * to no program, or to one that takes it away and finds no record under its own number; and a call that matches puts its own place over it.
 * The record is found by nobody.
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
    /** In the place of a hook's number: places are noted by what the hook tells. */
    public static final int BY_SEAT = 0;

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
        return ((thread & 0xffff_ffffL) << Integer.SIZE) | (hook & 0xffff_ffffL);
    }

    /** The key of places; of a seat it is that of no number, since those are positive. Kernel only. */
    static long placeKey(HookContext context, int thread, int hook) {
        return key(thread, hook == BY_SEAT ? ~context.seat() : hook);
    }

    /** Keeps a record. Kernel only. */
    boolean put(long key, SmallRecord record) {
        return small.put(key, record);
    }

    /** As {@link #put(long, SmallRecord)}. Kernel only. */
    boolean put(long key, LargeRecord record) {
        return record.used() <= PendingRecord.DATA && large.put(key, Memory.view(record, PendingRecord.class));
    }

    /** Notes where the program is that goes on with it, once it is kept. Kernel only. */
    boolean note(long key, int place) {
        Counter noted = Memory.onStack(Counter.class);
        noted.value(place);
        return places.put(key, noted);
    }

    /** Where the program is that goes on with a record, -1 if there is none. Kernel only. */
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
