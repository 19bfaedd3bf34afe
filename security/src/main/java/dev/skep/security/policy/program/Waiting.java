package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Helpers;
import org.jspecify.annotations.Nullable;

/**
 * Rules whose records are sent when the function returns, or when IMA has said what the file's hash is.
 *
 * @param rules the rules
 * @param hook a number of the hook, for the key of their records; {@link Pending#BY_SEAT} if its seat has it
 * @param place of the program that goes on with them, likewise
 * @param at where in the data the rules that matched are noted, eight bytes for each 64
 * @param hashAt where in the data the hash comes: the algorithm and the digest; -1 if they do not wait for one
 */
public record Waiting(RuleSet rules, int hook, int place, int at, int hashAt) {
    /** Bytes of a hash in the data. */
    public static final int HASH_SLOT = Long.BYTES + ImageHash.DIGEST;

    /** No rules. */
    public static Waiting none(int total) {
        return new Waiting(RuleSet.none(total), 0, 0, 0, -1);
    }

    /** Bytes of data that are needed where any rules wait. */
    public static int noted(int total, boolean forHashes) {
        return (RuleSet.wordsFor(total) + (forHashes ? 1 : 0)) * Long.BYTES;
    }

    boolean any() {
        return !rules.isEmpty();
    }

    /** Whether a hash is what they wait for: then the program that goes on with them gives the result, too. */
    boolean forHashes() {
        return hashAt >= 0;
    }

    /** The number of the hook that is reached, whose seat is this. Kernel only. */
    int hook(@Nullable Seat seat) {
        return seat == null ? hook : seat.hook();
    }

    /** Keeps a record for where the call returns. Kernel only. */
    boolean keep(HookContext context, SmallRecord record, @Nullable Seat seat, Pending pending) {
        // The thread that runs need not be the one that the record tells of: that has the socket.
        int thread = (int) Helpers.getCurrentPidTgid();
        return pending.put(Pending.key(thread, hook(seat)), record) && note(context, thread, seat, pending);
    }

    /** As {@link #keep(HookContext, SmallRecord, Seat, Pending)}. Kernel only. */
    boolean keep(HookContext context, LargeRecord record, @Nullable Seat seat, Pending pending) {
        int thread = (int) Helpers.getCurrentPidTgid();
        return pending.put(Pending.key(thread, hook(seat)), record) && note(context, thread, seat, pending);
    }

    private boolean note(HookContext context, int thread, @Nullable Seat seat, Pending pending) {
        return pending.note(Pending.placeKey(context, thread, hook), seat == null ? place : seat.place());
    }

    /** Notes which rules matched, and the result that is due. Kernel only. */
    void note(Candidates left, Bytes data, int result) {
        for (int word = 0; word < rules.length(); word++) {
            data.u64(at + word * Long.BYTES, left.word(word) & rules.word(word));
        }
        if (forHashes()) {
            data.u64(resultAt(), result);
        }
    }

    /** The result that is due. Kernel only. */
    long result(Bytes data) {
        return data.u64(resultAt());
    }

    private int resultAt() {
        return at + rules.length() * Long.BYTES;
    }
}
