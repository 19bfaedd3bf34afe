package dev.skep.agent.event;

import dev.skep.identity.Identity;
import dev.skep.security.process.ExecId;
import dev.skep.security.process.Process;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of processes that were written not long ago: most are written again, when they end and when their children begin and end. Bounded:
 * a process takes the place of another one. Not safe for several threads.
 */
final class KnownProcesses {
    /** A power of two. */
    private static final int PLACES = 1024;

    /** Longer ones are rare, and would take much memory. */
    private static final int MOST_BYTES = 4096;

    /** Arrays are made a little longer, to fit the next process, too. */
    private static final int ROUND = 256;

    private static final int PLACE_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PLACES);
    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;

    private final @Nullable Entry[] entries = new @Nullable Entry[PLACES];

    /**
     * A field that is written anew each time.
     *
     * @param begin where it begins, whether it is there or not
     * @param end where it ends
     */
    record Gap(int begin, int end) {
        int length() {
            return end - begin;
        }
    }

    /** One process as it is written, but for the count of its references and its thread, which change. */
    static final class Entry {
        private @Nullable Process process;
        private @Nullable Identity identity;
        private byte[] bytes = {};
        private int count;
        private int countAt;
        private int threadAt;

        /** Writes it, with the count as it is now, and the thread that did something. */
        void write(Process now, int tid, JsonObject object) {
            JsonBytes json = object.bytes();
            json.add(bytes, 0, countAt);
            object.number(Field.REFCNT, now.references().count());
            json.add(bytes, countAt, threadAt - countAt);
            object.wrapped(Field.TID, tid);
            json.add(bytes, threadAt, count - threadAt);
        }
    }

    private static int place(ExecId id) {
        return (int) (((id.startNanos() * 31 + id.pid()) * PRIME) >>> PLACE_SHIFT);
    }

    /** What was kept of the process, if it is still the same group's. */
    @SuppressWarnings("ReferenceEquality") // what is known of a process or a group is one object until more is known
    @Nullable
    Entry find(Process process, Identity identity) {
        Entry entry = entries[place(process.id())];
        return entry != null && entry.process == process && entry.identity == identity ? entry : null;
    }

    /**
     * Keeps what was written.
     *
     * @param begin where its JSON begins
     * @param references the field of the count
     * @param thread the field of the thread, which is behind it
     */
    void keep(Process process, Identity identity, JsonBytes json, int begin, Gap references, Gap thread) {
        int length = json.size() - begin - references.length() - thread.length();
        if (length > MOST_BYTES) {
            return;
        }
        int place = place(process.id());
        Entry entry = entries[place];
        if (entry == null) {
            entries[place] = entry = new Entry();
        }
        if (entry.bytes.length < length) {
            entry.bytes = new byte[(length + ROUND - 1) / ROUND * ROUND];
        }
        entry.process = process;
        entry.identity = identity;
        entry.count = length;
        entry.countAt = references.begin - begin;
        entry.threadAt = entry.countAt + thread.begin - references.end;
        json.copy(begin, entry.bytes, 0, entry.countAt);
        json.copy(references.end, entry.bytes, entry.countAt, entry.threadAt - entry.countAt);
        json.copy(thread.end, entry.bytes, entry.threadAt, length - entry.threadAt);
    }
}
