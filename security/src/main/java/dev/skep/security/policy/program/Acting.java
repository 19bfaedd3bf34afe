package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Helpers;
import java.util.List;

/**
 * What rules do besides telling.
 *
 * @param signals signals that they send
 * @param overrides results that they let the hook return
 * @param writings what they write into the process
 * @param notices what they want of the enforcer
 * @param withdrawals rules that take that back
 * @param tracks sockets that they remember or forget the process of
 * @param counted rules whose matches are counted
 */
public record Acting(
        List<Signalling> signals,
        List<Overriding> overrides,
        List<Writing> writings,
        List<Noticing> notices,
        RuleSet withdrawals,
        List<Tracking> tracks,
        RuleSet counted) {
    /** More rules are counted by a loop. */
    private static final int MOST_UNROLLED = 8;

    /** Copies. */
    public Acting {
        signals = List.copyOf(signals);
        overrides = List.copyOf(overrides);
        writings = List.copyOf(writings);
        notices = List.copyOf(notices);
        tracks = List.copyOf(tracks);
    }

    /**
     * Does it, and notes in the record how it went; gives the program's result. Kernel only.
     *
     * @param rules how many there are
     * @param first where the counts of the hook begin
     */
    int act(
            int rules,
            HookContext context,
            Candidates left,
            PolicyRecord record,
            int first,
            Tally tally,
            Shared shared) {
        record.sent(PolicyRecord.NOT_TRIED);
        record.overridden(PolicyRecord.NOT_TRIED);
        return actLater(rules, context, left, record, first, tally, shared);
    }

    /** As {@link #act}, where the record says already how it went at the entry: of rules that do nothing now it goes on to say so. Kernel only. */
    int actLater(
            int rules,
            HookContext context,
            Candidates left,
            PolicyRecord record,
            int first,
            Tally tally,
            Shared shared) {
        if (!counted.isEmpty() && left.has(counted)) {
            count(rules, left, first, tally);
        }
        for (Signalling signalling : signals) {
            if (left.has(signalling.users())) {
                record.sent(Helpers.sendSignal(signalling.signal()));
            }
        }
        for (Noticing noticing : notices) {
            if (left.has(noticing.users())) {
                shared.notices().leave(noticing.error(), noticing.signal());
                record.sent(0);
            }
        }
        if (!withdrawals.isEmpty() && left.has(withdrawals)) {
            shared.notices().remove();
        }
        if (!writings.isEmpty()) {
            write(context, left, record);
        }
        for (Overriding overriding : overrides) {
            if (left.has(overriding.users())) {
                record.overridden(0);
                return overriding.error();
            }
        }
        return 0;
    }

    /** Notes whether all of it was written. */
    private void write(HookContext context, Candidates left, PolicyRecord record) {
        int failure = PolicyRecord.NOT_TRIED;
        for (Writing writing : writings) {
            if (left.has(writing.users())) {
                int result = writing.write().write(context);
                if (failure >= 0) {
                    failure = result;
                }
                if (writing.write().isLast()) {
                    break;
                }
            }
        }
        record.overridden(failure);
    }

    /** Remembers the sockets of these rules, once the record says who did it. Kernel only. */
    void track(HookContext context, Candidates left, RuleSet of, PolicyRecord record, SocketOwners owners) {
        for (Tracking tracking : tracks) {
            if (tracking.track() && left.hasOfBoth(tracking.users(), of)) {
                owners.track(new StructAddress(tracking.socket()).read(context), record);
            }
        }
    }

    /** Forgets sockets, once the record says whose they were. Kernel only. */
    void untrack(HookContext context, Candidates left, SocketOwners owners) {
        for (Tracking tracking : tracks) {
            if (!tracking.track() && left.has(tracking.users())) {
                owners.untrack(new StructAddress(tracking.socket()).read(context));
            }
        }
    }

    private void count(int rules, Candidates left, int first, Tally tally) {
        if (rules <= MOST_UNROLLED) {
            for (int rule = 0; rule < rules; rule++) {
                if (counted.has(rule) && left.has(rule)) {
                    count(first, rule, tally);
                }
            }
            return;
        }
        for (int word = 0; word < counted.length(); word++) {
            long bits = left.word(word) & counted.word(word);
            for (int bit = 0; bit < Long.SIZE && bits != 0; bit++) {
                if ((bits & 1) != 0) {
                    count(first, word * Long.SIZE + bit, tally);
                }
                bits >>>= 1;
            }
        }
    }

    private static void count(int first, int rule, Tally tally) {
        ActionCounts count = tally.of(first, rule);
        if (count != null) {
            count.addMatches(1);
        }
    }
}
