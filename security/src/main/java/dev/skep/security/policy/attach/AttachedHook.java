package dev.skep.security.policy.attach;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.keep.Pins;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.RuleKey;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.program.ActionCounts;
import dev.skep.security.policy.program.ReturnDispatch;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.SocketOwners;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hook of the kernel with the rules of the moment, and the hook that sees its function return, if rules wait for that.
 *
 * <p>The return of a call is seen by the rules that saw it begin: programs for returns stay for some exchanges.
 */
public final class AttachedHook {
    private final int number;
    private final KernelHook hook;
    private final Entrance entry;
    private @Nullable Entrance exit;
    private final @Nullable Hashing hashing;
    private int generation;
    private Rules rules;

    /** The rules of one moment in the kernel. */
    private record Rules(
            HookPlan plan,
            Behind entry,
            Optional<Behind> exit,
            PerCpuArray<ActionCounts> counts,
            int first,
            List<RuleReader> readers,
            @Nullable SocketOwners owners) {
        void close() {
            entry.close();
            counts.close();
        }

        long bytes() {
            return entry.bytes() + exit.map(Behind::bytes).orElse(0L) + DescriptorMemory.bytes(counts.fd());
        }
    }

    private AttachedHook(
            int number,
            KernelHook hook,
            Entrance entry,
            @Nullable Entrance exit,
            @Nullable Hashing hashing,
            Rules rules) {
        this.number = number;
        this.hook = hook;
        this.entry = entry;
        this.exit = exit;
        this.hashing = hashing;
        this.rules = rules;
    }

    /**
     * Brings the rules of a hook into the kernel, where they do nothing yet.
     *
     * @param before the hook, null if nothing is attached there
     * @param number of the hook, if it is new
     * @param owners whose sockets are; null while no rule tells
     */
    public static Change load(
            @Nullable AttachedHook before,
            HookPlan plan,
            int number,
            Shared shared,
            @Nullable SocketOwners owners,
            RuleNumbers numbers,
            KnownPrograms programs) {
        List<RuleReader> readers = RuleReader.of(plan);
        int first = numbers.add(readers);
        PerCpuArray<ActionCounts> counts = PerCpuArray.of(ActionCounts.class, Math.max(1, readers.size()));
        counts.name("policy_counts");
        int hook = before == null ? number : before.number;
        int place = before == null ? 0 : (before.generation + 1) % ReturnDispatch.PLACES;
        Behind entry = null;
        try {
            counts.create();
            number(counts, first, readers.size());
            HookPlan.Generation generation = new HookPlan.Generation(hook, place, counts, owners);
            entry = Behind.load(plan.hook(), plan.code(generation, shared), programs);
            Optional<Behind> exit = plan.returnHook()
                    .map(returns -> Behind.load(returns, plan.returnCode(generation, shared), programs));
            Rules rules = new Rules(plan, entry, exit, counts, first, readers, owners);
            return new Change(before, plan, rules, hook, place, shared, numbers, programs);
        } catch (RuntimeException | Error refused) {
            if (entry != null) {
                entry.close();
            }
            counts.close();
            numbers.remove(first, readers.size());
            throw refused;
        }
    }

    private static void number(PerCpuArray<ActionCounts> counts, int first, int rules) {
        ActionCounts none = Flyweight.of(ActionCounts.class).allocate();
        for (int rule = 0; rule < rules; rule++) {
            none.number(first + rule);
            counts.set(rule, none);
        }
    }

    /** Whether the rules in force are those of a plan. */
    public boolean serves(HookPlan plan, @Nullable SocketOwners owners) {
        return rules.plan().isLike(plan) && Objects.equals(rules.owners(), owners);
    }

    /** The rules of a policy that are served here. */
    public List<RuleReader> rules(PolicyName policy) {
        return rules.readers().stream()
                .filter(rule -> rule.key().policy().equals(policy))
                .toList();
    }

    /** What the rules of a policy have done under the program in force. */
    public Map<RuleKey, RuleTotals.Total> totals(PolicyName policy) {
        Map<RuleKey, RuleTotals.Total> totals = new LinkedHashMap<>();
        for (int i = 0; i < rules.readers().size(); i++) {
            RuleReader rule = rules.readers().get(i);
            if (rule.key().policy().equals(policy)) {
                totals.merge(rule.key(), RuleTotals.read(rule, rules.counts(), i), RuleTotals.Total::plus);
            }
        }
        return totals;
    }

    /** A policy's share of the memory in the kernel. */
    public long bytes(PolicyName policy) {
        List<PolicyName> all = rules.readers().stream()
                .map(reader -> reader.key().policy())
                .distinct()
                .toList();
        if (!all.contains(policy)) {
            return 0;
        }
        long bytes = rules.bytes()
                + entry.bytes()
                + (exit == null ? 0 : exit.bytes())
                + (hashing == null ? 0 : hashing.bytes());
        return bytes / all.size();
    }

    /** A change of a hook on its way. */
    public static final class Change {
        private final @Nullable AttachedHook before;
        private final HookPlan plan;
        private final Rules rules;
        private final int number;
        private final int place;
        private final Shared shared;
        private final RuleNumbers numbers;
        private final KnownPrograms programs;
        private @Nullable Entrance entry;
        private @Nullable Entrance exit;
        private @Nullable Hashing hashing;
        private boolean found;

        private Change(
                @Nullable AttachedHook before,
                HookPlan plan,
                Rules rules,
                int number,
                int place,
                Shared shared,
                RuleNumbers numbers,
                KnownPrograms programs) {
            this.before = before;
            this.plan = plan;
            this.rules = rules;
            this.number = number;
            this.place = place;
            this.shared = shared;
            this.numbers = numbers;
            this.programs = programs;
        }

        /** The hook. */
        public KernelHook hook() {
            return plan.hook();
        }

        /**
         * Attaches what is new; the return first, so that no call that is seen to begin ends unseen.
         *
         * @param pins where it is kept, if it is
         * @param idle what is still attached, and may serve again
         */
        public void attach(Optional<Pins> pins, IdleEntrances idle) {
            if (rules.exit().isPresent() && (before == null || before.exit == null)) {
                exit = Entrance.ofReturns(
                        plan.returnHook().orElseThrow(), number, shared.pending(), plan.returnSigns());
                exit.set(place, rules.exit().get());
                exit.attach(programs);
                if (pins.isPresent()) {
                    exit.keep(pins.get(), "return_" + number);
                }
            }
            if (before == null && plan.hashHook().isPresent()) {
                hashing = Hashing.attach(plan.hashHook().get(), number, shared.pending(), programs);
                if (pins.isPresent()) {
                    hashing.keep(pins.get(), "hash_" + number);
                }
            }
            if (before == null) {
                Entrance known = idle.take(plan.hook());
                found = known != null;
                entry = known == null ? Entrance.of(plan.hook()) : known;
                entry.set(0, rules.entry());
                if (known == null) {
                    entry.attach(programs);
                }
                if (pins.isPresent()) {
                    entry.keep(pins.get(), "entry_" + number);
                }
            }
        }

        /** Puts the new rules into force; gives the hook. */
        public AttachedHook exchange(RuleTotals totals) {
            if (before == null) {
                return new AttachedHook(number, plan.hook(), Objects.requireNonNull(entry), exit, hashing, rules);
            }
            if (exit != null) {
                before.exit = exit;
            } else if (rules.exit().isPresent()) {
                Objects.requireNonNull(before.exit).set(place, rules.exit().get());
            }
            before.entry.set(0, rules.entry());
            Rules old = before.rules;
            before.rules = rules;
            before.generation = place;
            totals.add(old.readers(), old.counts());
            old.close();
            numbers.retire(old.first(), old.readers().size());
            return before;
        }

        /** Takes the new rules out of the kernel again. */
        public void undo(IdleEntrances idle) {
            if (entry != null && found) {
                leave(entry, idle, programs);
            } else if (entry != null) {
                entry.forget();
                entry.close();
            }
            if (hashing != null) {
                hashing.forget();
                hashing.close();
            }
            if (exit != null) {
                exit.forget();
                exit.close();
            }
            rules.exit().ifPresent(Behind::close);
            rules.close();
            numbers.remove(rules.first(), rules.readers().size());
        }
    }

    /** The hook. */
    public KernelHook hook() {
        return hook;
    }

    /** Takes the rules away, and adds what they did; what is attached is detached later. */
    public void retire(RuleTotals totals, RuleNumbers numbers, IdleEntrances idle, KnownPrograms programs) {
        leave(entry, idle, programs);
        if (hashing != null) {
            hashing.forget();
            idle.end(hashing::close);
        }
        if (exit != null) {
            exit.forget();
            exit.empty(programs);
            idle.end(exit::close);
        }
        totals.add(rules.readers(), rules.counts());
        rules.close();
        numbers.retire(rules.first(), rules.readers().size());
    }

    private static void leave(Entrance entry, IdleEntrances idle, KnownPrograms programs) {
        entry.forget();
        entry.empty(programs);
        switch (entry.hook()) {
            // The file may be another when its hook is wanted again.
            case KernelHook.UserFunction h -> idle.end(entry::close);
            case KernelHook.UserReturn h -> idle.end(entry::close);
            case KernelHook.UserProbe h -> idle.end(entry::close);
            // It has to be attached after the programs behind it, which are not kept.
            case KernelHook.SecurityWithHash h -> idle.end(entry::close);
            default -> idle.keep(entry);
        }
    }

    /** Leaves what is kept; the rest does nothing from now on, and is detached later. */
    public void close(IdleEntrances idle, KnownPrograms programs) {
        end(entry, idle, programs);
        if (hashing != null) {
            idle.end(hashing::close);
        }
        if (exit != null) {
            end(exit, idle, programs);
        }
        rules.close();
    }

    private static void end(Entrance entrance, IdleEntrances idle, KnownPrograms programs) {
        if (entrance.isKept()) {
            entrance.close();
        } else {
            entrance.empty(programs);
            idle.end(entrance::close);
        }
    }
}
