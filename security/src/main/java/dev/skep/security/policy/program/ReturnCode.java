package dev.skep.security.policy.program;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of one hook do when its function returns: those that wait, in calls that matched.
 *
 * @param rules how many there are
 * @param waiting those that wait, and how their records are found
 * @param withTexts whether records are {@link PendingRecord}s
 * @param steps what is tested of the result
 * @param results results that are sent
 * @param acts whether anything is done besides telling
 * @param actions what that is
 * @param posting rules that send a record
 * @param owners whose sockets are; null while no rule tells
 * @param limits rules that do not send all
 * @param counts the number of each, and what it did
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
        RuleSet posting,
        @Nullable SocketOwners owners,
        List<Limiting> limits,
        PerCpuArray<ActionCounts> counts,
        Shared shared)
        implements HookBody {
    /** Copies. */
    public ReturnCode {
        steps = List.copyOf(steps);
        results = List.copyOf(results);
        limits = List.copyOf(limits);
    }

    @Override
    public Optional<BpfMap> own() {
        return Optional.of(counts);
    }

    @Override
    public HookBody form() {
        return new ReturnCode(
                rules,
                waiting,
                withTexts,
                steps,
                results,
                acts,
                actions,
                posting,
                owners,
                limits,
                HookCode.ANY_COUNTS,
                shared);
    }

    @Override
    public int run(HookContext context, Struct raw) {
        long key = Pending.key((int) Helpers.getCurrentPidTgid(), waiting.hook());
        shared.pending().places().remove(key);
        if (withTexts) {
            PendingRecord record = shared.pending().large(key);
            if (record != null) {
                finish(context, record, record.data(), PendingRecord.DATA);
                shared.pending().large().remove(key);
            }
        } else {
            SmallRecord record = shared.pending().small(key);
            if (record != null) {
                finish(context, record, record.data(), SmallRecord.DATA);
                shared.pending().small().remove(key);
            }
        }
        return 0;
    }

    private void finish(HookContext context, PolicyRecord record, Bytes data, int most) {
        Candidates left = new Candidates(data, waiting);
        for (Step step : steps) {
            if (left.has(step.users()) && !(step.run(context, left) && left.any())) {
                return;
            }
        }
        if (acts) {
            actions.act(rules, context, left, record, counts, shared);
        }
        if (owners != null) {
            actions.track(context, left, record, owners);
            actions.untrack(context, left, owners);
        }
        for (FixedPart part : results) {
            if (left.has(part.users())) {
                part.argument().write(context, data, part.at());
            }
        }
        int length = record.used();
        if (length >= 0 && length <= most) {
            new Sending(rules, limits, counts, shared).send(left, posting, record, data, HookCode.HEADER + length);
        }
    }
}
