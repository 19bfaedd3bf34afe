package dev.skep.security.policy.program;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.process.program.ProcessRecord;
import java.util.List;

/**
 * All rules of one hook.
 *
 * @param rules how many there are
 * @param firstNumber the number that user space knows the first by; the others follow
 * @param steps what is tested without a record, the cheapest first
 * @param texts arguments with texts, those with conditions first
 * @param fixed other arguments
 * @param fixedBytes bytes of the fixed parts of all
 * @param precedences which rules do not count where others match
 * @param signals signals that are sent
 * @param overrides results that are returned
 * @param posting rules that send a record
 * @param counts what each did
 * @param shared what all hooks share
 */
public record HookCode(
        int rules,
        int firstNumber,
        List<Step> steps,
        List<TextStep> texts,
        List<FixedPart> fixed,
        int fixedBytes,
        List<Precedence> precedences,
        List<Signalling> signals,
        List<Overriding> overrides,
        RuleSet posting,
        PerCpuArray<ActionCounts> counts,
        Shared shared)
        implements HookBody {
    /** Bytes before the data. */
    public static final int HEADER = StructLayout.of(PolicyRecord.class).size();

    /** More rules are gone through by a loop. */
    private static final int MOST_UNROLLED = 8;

    /** Copies. */
    public HookCode {
        steps = List.copyOf(steps);
        texts = List.copyOf(texts);
        fixed = List.copyOf(fixed);
        precedences = List.copyOf(precedences);
        signals = List.copyOf(signals);
        overrides = List.copyOf(overrides);
    }

    @Override
    public int run(HookContext context, Struct raw) {
        Candidates left = new Candidates(RuleSet.all(rules));
        for (Step step : steps) {
            if (left.has(step.users())) {
                step.run(context, left);
                if (!left.any()) {
                    return 0;
                }
            }
        }
        if (texts.isEmpty() && fixedBytes <= SmallRecord.DATA) {
            return small(context, left);
        }
        Verdict verdict = new Verdict();
        boolean room = shared.memory().with(record -> large(context, left, record, verdict));
        if (!room) {
            Counter unsent = shared.unsent().get(0);
            if (unsent != null) {
                unsent.add(1);
            }
        }
        return verdict.result;
    }

    /** The program's result, from inside of a lambda. */
    private static final class Verdict {
        private int result;
    }

    private int small(HookContext context, Candidates left) {
        choose(left);
        SmallRecord record = Memory.onStack(SmallRecord.class);
        int result = act(left, record);
        if (left.has(posting)) {
            record.used(fixedBytes);
            write(context, left, record.data());
            describe(record);
            send(left, record, HEADER + fixedBytes);
        }
        return result;
    }

    private void large(HookContext context, Candidates left, LargeRecord record, Verdict verdict) {
        record.used(fixedBytes);
        for (TextStep step : texts) {
            if (left.has(step.users())) {
                step.run(context, record, left);
                if (!left.any()) {
                    return;
                }
            }
        }
        choose(left);
        verdict.result = act(left, record);
        if (left.has(posting)) {
            write(context, left, record.data());
            describe(record);
            int length = record.used();
            if (length >= 0 && length <= LargeRecord.DATA) {
                send(left, record, HEADER + length);
            }
        }
    }

    private void choose(Candidates left) {
        for (Precedence precedence : precedences) {
            if (left.has(precedence.rule())) {
                left.drop(precedence.later());
            }
        }
    }

    private int act(Candidates left, PolicyRecord record) {
        record.sent(PolicyRecord.NOT_TRIED);
        record.overridden(PolicyRecord.NOT_TRIED);
        for (Signalling signalling : signals) {
            if (left.has(signalling.users())) {
                record.sent(Helpers.sendSignal(signalling.signal()));
            }
        }
        for (Overriding overriding : overrides) {
            if (left.has(overriding.users())) {
                record.overridden(0);
                return overriding.error();
            }
        }
        return 0;
    }

    private void write(HookContext context, Candidates left, Bytes data) {
        for (FixedPart part : fixed) {
            if (left.has(part.users())) {
                part.argument().write(context, data, part.at());
            }
        }
    }

    private void describe(PolicyRecord record) {
        long ids = Helpers.getCurrentPidTgid();
        record.kind(ProcessRecord.EXTENSION);
        record.time(Helpers.ktimeGetNs());
        record.cgroup(Helpers.getCurrentCgroupId());
        record.pid((int) (ids >>> Integer.SIZE));
        record.tid((int) ids);
        record.start(shared.processes().start(CurrentTask.get()));
    }

    private void send(Candidates left, PolicyRecord record, int length) {
        if (rules <= MOST_UNROLLED) {
            for (int rule = 0; rule < rules; rule++) {
                if (left.has(rule)) {
                    sendOne(rule, record, length);
                }
            }
            return;
        }
        for (int word = 0; word < posting.words().length; word++) {
            long bits = left.word(word);
            for (int bit = 0; bit < Long.SIZE && bits != 0; bit++) {
                if ((bits & 1) != 0) {
                    sendOne(word * Long.SIZE + bit, record, length);
                }
                bits >>>= 1;
            }
        }
    }

    private void sendOne(int rule, PolicyRecord record, int length) {
        ActionCounts count = counts.get(rule);
        if (count != null) {
            count.addMatches(1);
        }
        record.code(firstNumber + rule);
        if (shared.events().output(record, length) && count != null) {
            count.addPosts(1);
        }
    }
}
