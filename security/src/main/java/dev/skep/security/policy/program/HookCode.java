package dev.skep.security.policy.program;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.process.program.ProcessRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rules of one hook.
 *
 * @param all all of them
 * @param steps what is tested without a record, the cheapest first
 * @param texts arguments with texts, those with conditions first
 * @param fixed other arguments
 * @param fixedBytes bytes of the fixed parts of all
 * @param precedences which rules do not count where others match
 * @param actions what is done besides telling
 * @param posting rules that send a record at once
 * @param ofThread those of them that tell of the thread that runs
 * @param waiting rules that send it when the function returns
 * @param enforces whether what rules at other hooks want of the system call is done here
 * @param owned sockets whose processes are told of, where they are known
 * @param owners whose sockets are; null while no rule tells
 * @param limits rules that do not send all
 * @param tally the number of each, and what it did
 * @param shared what all hooks share
 */
public record HookCode(
        RuleSet all,
        List<Step> steps,
        List<TextStep> texts,
        List<FixedPart> fixed,
        int fixedBytes,
        List<Precedence> precedences,
        Acting actions,
        RuleSet posting,
        RuleSet ofThread,
        Waiting waiting,
        boolean enforces,
        List<Owned> owned,
        @Nullable SocketOwners owners,
        List<Limiting> limits,
        Tally tally,
        Shared shared)
        implements HookBody {
    /** Bytes before the data. */
    public static final int HEADER = StructLayout.of(PolicyRecord.class).size();

    /**
     * A socket that rules speak of: their records tell of the process that has it. Those of others do not.
     *
     * @param socket the socket
     * @param users the rules
     * @param posting those that send a record at once
     * @param waiting those that send it when the function returns
     */
    public record Owned(StructReader socket, RuleSet users, RuleSet posting, RuleSet waiting) {}

    /** Copies. */
    public HookCode {
        steps = List.copyOf(steps);
        texts = List.copyOf(texts);
        fixed = List.copyOf(fixed);
        precedences = List.copyOf(precedences);
        owned = List.copyOf(owned);
        limits = List.copyOf(limits);
    }

    /** How many there are. */
    public int rules() {
        return all.total();
    }

    /** Whether its records have texts, or more numbers than the stack has room for. */
    public boolean needsMemory() {
        return !texts.isEmpty() || fixedBytes > SmallRecord.DATA;
    }

    /** About how long it takes to compile, in no unit: a text is read and compared by much code, a record sent by little for each rule. */
    public int effort() {
        return 5 * rules()
                + 2 * steps.size()
                + 7 * texts.size()
                + 2 * fixed.size()
                + 3 * limits.size()
                + 3 * owned.size();
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
    public HookCode with(Tally other) {
        return new HookCode(
                all,
                steps,
                texts,
                fixed,
                fixedBytes,
                precedences,
                actions,
                posting,
                ofThread,
                waiting,
                enforces,
                owned,
                owners,
                limits,
                other,
                shared);
    }

    @Override
    public int run(HookContext context, Struct raw) {
        if (enforces) {
            int wanted = shared.notices().enforce();
            if (wanted != 0) {
                return wanted;
            }
        }
        if (all.isEmpty()) {
            return 0;
        }
        if (waiting.forHashes()) {
            long key = Pending.key((int) Helpers.getCurrentPidTgid(), waiting.hook());
            if (shared.pending().isAsking(key)) {
                return 0;
            }
            // Of a call that another program denied before its hash was sent.
            shared.pending().places().remove(key);
        }
        Candidates left = new Candidates(all);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            // None is out before the first.
            if ((i == 0 || left.has(step.users())) && !(step.run(context, left) && left.any())) {
                return 0;
            }
        }
        if (!needsMemory()) {
            return small(context, left);
        }
        Verdict verdict = new Verdict();
        boolean room = shared.memory().with(record -> large(context, left, record, verdict));
        if (!room) {
            count();
        }
        return verdict.result;
    }

    private void count() {
        Counter unsent = shared.unsent().get(0);
        if (unsent != null) {
            unsent.add(1);
        }
    }

    /** The program's result, from inside of a lambda. */
    private static final class Verdict {
        private int result;
    }

    private int small(HookContext context, Candidates left) {
        choose(left);
        Seat seat = tally.seat(context);
        if (tally.isStrange(seat)) {
            return 0;
        }
        int first = Tally.first(seat);
        SmallRecord record = Memory.onStack(SmallRecord.class);
        int result = actions.act(all.total(), context, left, record, first, tally, shared);
        if (tells(left)) {
            record.used(fixedBytes);
            write(context, left, record.data());
            describe(record);
            send(context, left, record, record.data(), HEADER + fixedBytes, first);
            if (waiting.any() && left.has(waiting.rules())) {
                waiting.note(left, record.data(), result);
                return afterwards(waiting.keep(context, record, seat, shared.pending()), result);
            }
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
        Seat seat = tally.seat(context);
        if (tally.isStrange(seat)) {
            return;
        }
        int first = Tally.first(seat);
        verdict.result = actions.act(all.total(), context, left, record, first, tally, shared);
        if (tells(left)) {
            write(context, left, record.data());
            describe(record);
            int length = record.used();
            if (length >= 0 && length <= LargeRecord.DATA) {
                send(context, left, record, record.data(), HEADER + length, first);
            }
            if (waiting.any() && left.has(waiting.rules())) {
                waiting.note(left, record.data(), verdict.result);
                verdict.result = afterwards(waiting.keep(context, record, seat, shared.pending()), verdict.result);
            }
        }
    }

    /** The result of the program where a record has been kept for later, or could not be. */
    private int afterwards(boolean kept, int result) {
        if (!kept) {
            count();
        }
        return kept && waiting.forHashes() ? 0 : result;
    }

    private boolean tells(Candidates left) {
        return left.has(posting)
                || left.has(waiting.rules())
                || !actions.tracks().isEmpty();
    }

    private void choose(Candidates left) {
        for (Precedence precedence : precedences) {
            if (left.has(precedence.rule())) {
                left.drop(precedence.later());
            }
        }
    }

    private void write(HookContext context, Candidates left, Bytes data) {
        for (FixedPart part : fixed) {
            if (left.has(part.users())) {
                part.argument().write(context, data, part.at());
            }
        }
    }

    private static void describe(PolicyRecord record) {
        record.kind(ProcessRecord.EXTENSION);
        record.time(Helpers.ktimeGetNs());
        record.cgroup(Helpers.getCurrentCgroupId());
    }

    /** Sends a record for each rule, and leaves it as rules that wait want it. */
    private void send(HookContext context, Candidates left, PolicyRecord record, Bytes data, int length, int first) {
        Sending sending = new Sending(all.total(), limits, tally, shared);
        CurrentTask.sign(record, shared.processes());
        if (owners == null) {
            sending.send(first, left, posting, record, data, length);
            return;
        }
        actions.track(context, left, all, record, owners);
        sending.send(first, left, ofThread, record, data, length);
        for (Owned each : owned) {
            if (left.has(each.users())) {
                CurrentTask.sign(record, shared.processes());
                own(record, owners.of(new StructAddress(each.socket()).read(context)));
                sending.send(first, left, each.posting(), record, data, length);
            }
        }
        if (waiting.any()) {
            CurrentTask.sign(record, shared.processes());
            for (Owned each : owned) {
                if (left.has(each.waiting())) {
                    own(record, owners.of(new StructAddress(each.socket()).read(context)));
                }
            }
        }
        actions.untrack(context, left, owners);
    }

    private static void own(PolicyRecord record, SocketOwners.@Nullable Owner owner) {
        if (owner != null) {
            record.pid(owner.pid());
            record.tid(owner.tid());
            record.start(owner.start());
        }
    }
}
