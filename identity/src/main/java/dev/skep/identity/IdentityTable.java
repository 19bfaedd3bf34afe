package dev.skep.identity;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Identities by the id of their group, for readers that must not wait.
 *
 * <p>Open addressing with linear probing. A writer fills a free place with the key first and the identity behind it with release;
 * a reader that sees the identity with acquire sees its key, and an empty place ends the search. What is removed becomes unresolved and
 * keeps its place until the table is built anew.
 */
final class IdentityTable {
    private static final int SMALLEST = 1024;

    private volatile Slots slots = new Slots(SMALLEST);
    private int used;
    private int live;

    private static final class Slots {
        final long[] keys;
        final AtomicReferenceArray<@Nullable Identity> values;

        Slots(int size) {
            keys = new long[size];
            values = new AtomicReferenceArray<>(size);
        }

        /** The place of the key, or the free one where it would be: for the writer. */
        int place(long key) {
            int at = first(key);
            while (values.getPlain(at) != null && keys[at] != key) {
                at = next(at);
            }
            return at;
        }

        /** What the key has, for readers: a place that was free is not looked at again, for another key may have come there meanwhile. */
        @Nullable
        Identity find(long key) {
            int at = first(key);
            Identity found = values.getAcquire(at);
            while (found != null && keys[at] != key) {
                at = next(at);
                found = values.getAcquire(at);
            }
            return found;
        }

        private int first(long key) {
            return (int) ((key * 0x9e37_79b9_7f4a_7c15L) >>> 32) & keys.length - 1;
        }

        private int next(int at) {
            return at + 1 & keys.length - 1;
        }
    }

    /** The identity of the group, or {@link Identity.Unresolved}. Any thread. */
    Identity get(long id) {
        Identity found = slots.find(id);
        return found == null ? Identity.Unresolved.YET : found;
    }

    /** Puts or replaces it. */
    synchronized void put(long id, Identity identity) {
        Slots now = slots;
        int at = now.place(id);
        Identity before = now.values.getPlain(at);
        if (before == null) {
            if (used >= now.keys.length / 2) {
                rebuild();
                put(id, identity);
                return;
            }
            now.keys[at] = id;
            used++;
        }
        live += (identity.known() ? 1 : 0) - (before != null && before.known() ? 1 : 0);
        now.values.setRelease(at, identity);
    }

    /** Forgets it. */
    synchronized void remove(long id) {
        if (get(id).known()) {
            put(id, Identity.Unresolved.YET);
        }
    }

    /** How many are known. */
    synchronized int size() {
        return live;
    }

    private void rebuild() {
        int size = SMALLEST;
        while (size < live * 4) {
            size *= 2;
        }
        Slots old = slots;
        Slots fresh = new Slots(size);
        used = 0;
        for (int i = 0; i < old.keys.length; i++) {
            Identity identity = old.values.getPlain(i);
            if (identity != null && identity.known()) {
                int at = fresh.place(old.keys[i]);
                fresh.keys[at] = old.keys[i];
                fresh.values.setPlain(at, identity);
                used++;
            }
        }
        slots = fresh;
    }
}
