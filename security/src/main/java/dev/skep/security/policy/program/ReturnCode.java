package dev.skep.security.policy.program;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of one hook do when its function returns, or the hash of its file is known: those that wait, in calls that matched.
 *
 * @param rules how many there are
 * @param waiting those that wait, and how their records are found
 * @param withTexts whether records are {@link PendingRecord}s
 * @param steps what is tested of the result
 * @param results results that are sent
 * @param acts whether anything is done besides telling
 * @param actions what that is
 * @param ofThread those whose records tell of the thread that runs
 * @param ofSockets those whose records tell of the process that has a socket, as they are
 * @param owners whose sockets are; null while no rule tells
 * @param limits rules that do not send all
 * @param tally the number of each, and what it did
 * @param shared what all hooks share
 */
public record ReturnCode(
        int rules,
        Waiting waiting,
        boolean withTexts,
        List<Step> steps,
        List<FixedPart> results,
        boolean acts,
        Acting actions,
        Tellers ofThread,
        Tellers ofSockets,
        @Nullable SocketOwners owners,
        List<Limiting> limits,
        Tally tally,
        Shared shared)
        implements HookBody {
    /** The least that a hook of the LSM may return (MAX_ERRNO). */
    private static final int LEAST_RESULT = -4095;

    /**
     * Some of the rules.
     *
     * @param users the rules
     * @param posting those that send a record
     */
    public record Tellers(RuleSet users, RuleSet posting) {}

    /** Copies. */
    public ReturnCode {
        steps = List.copyOf(steps);
        results = List.copyOf(results);
        limits = List.copyOf(limits);
    }

    @Override
    public List<BpfMap> own() {
        return tally.maps();
    }

    @Override
    public HookBody form() {
        return with(tally.form());
    }

    /** The same with other counts. */
    public ReturnCode with(Tally other) {
        return new ReturnCode(
                rules, waiting, withTexts, steps, results, acts, actions, ofThread, ofSockets, owners, limits, other,
                shared);
    }

    @Override
    public int run(HookContext context, Struct raw) {
        Seat seat = tally.seat(context);
        if (tally.isStrange(seat)) {
            return 0;
        }
        int thread = (int) Helpers.getCurrentPidTgid();
        long key = Pending.key(thread, waiting.hook(seat));
        if (waiting.forHashes() && shared.pending().isAsking(key)) {
            return 0;
        }
        long result = 0;
        shared.pending().places().remove(Pending.placeKey(context, thread, waiting.hook()));
        if (withTexts) {
            PendingRecord record = shared.pending().large(key);
            if (record != null) {
                result = finish(context, seat, key, record, record.data(), PendingRecord.DATA);
                shared.pending().large().remove(key);
            }
        } else {
            SmallRecord record = shared.pending().small(key);
            if (record != null) {
                result = finish(context, seat, key, record, record.data(), SmallRecord.DATA);
                shared.pending().small().remove(key);
            }
        }
        // The verifier wants to see that it is a result.
        return waiting.forHashes() && result < 0 && result >= LEAST_RESULT ? (int) result : 0;
    }

    private long finish(HookContext context, @Nullable Seat seat, long key, PolicyRecord record, Bytes data, int most) {
        long result = waiting.forHashes() ? waiting.result(data) : 0;
        Candidates left = new Candidates(data, waiting);
        for (Step step : steps) {
            if (left.has(step.users()) && !(step.run(context, left) && left.any())) {
                return result;
            }
        }
        if (acts) {
            actions.actLater(rules, context, left, record, Tally.first(seat), tally, shared);
        }
        for (FixedPart part : results) {
            if (left.has(part.users())) {
                part.argument().write(context, data, part.at());
            }
        }
        if (waiting.forHashes()) {
            hash(key, data);
        }
        boolean someOfSockets = !ofSockets.users().isEmpty();
        if (someOfSockets && left.has(ofSockets.users())) {
            tell(context, seat, left, ofSockets, record, data, most);
        }
        if (!someOfSockets) {
            tell(context, seat, left, ofThread, record, data, most);
        } else if (left.has(ofThread.users())) {
            CurrentTask.sign(record, shared.processes());
            tell(context, seat, left, ofThread, record, data, most);
        }
        if (owners != null) {
            actions.untrack(context, left, owners);
        }
        return result;
    }

    private void tell(
            HookContext context,
            @Nullable Seat seat,
            Candidates left,
            Tellers tellers,
            PolicyRecord record,
            Bytes data,
            int most) {
        if (owners != null) {
            actions.track(context, left, tellers.users(), record, owners);
        }
        int length = record.used();
        if (length >= 0 && length <= most) {
            new Sending(rules, limits, tally, shared)
                    .send(Tally.first(seat), left, tellers.posting(), record, data, HookCode.HEADER + length);
        }
    }

    private void hash(long key, Bytes data) {
        ImageHash hash = shared.pending().hashes().get(key);
        if (hash == null) {
            data.u64(waiting.hashAt(), ImageHash.ASKED);
            return;
        }
        data.u64(waiting.hashAt(), hash.algorithm());
        for (int at = 0; at < ImageHash.DIGEST; at += Long.BYTES) {
            data.u64(waiting.hashAt() + Long.BYTES + at, hash.digest().u64(at));
        }
        shared.pending().hashes().remove(key);
    }
}
