package dev.skep.security.policy.attach;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.program.ActionCounts;
import dev.skep.security.policy.program.HookCode;
import dev.skep.security.policy.program.ReturnCode;
import dev.skep.security.policy.program.ReturnDispatch;
import dev.skep.security.policy.program.Seat;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.policy.program.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings rules into the kernel. Hooks with the same rules, such as the system calls of a list, share one program where it can tell them apart:
 * the kernel verifies it once, and keeps it once.
 */
public final class RuleLoader {
    private final Shared shared;
    private final RuleNumbers numbers;
    private final KnownPrograms programs;
    private final IdleEntrances idle;
    private final boolean attaches;
    private int hooks;

    /**
     * Has loaded nothing yet.
     *
     * @param shared what all hooks share
     * @param numbers what records name rules by
     * @param programs what is known already
     * @param idle what is still attached, and may serve again
     * @param attaches whether hooks may be attached to, with nothing behind, while their rules are on their way
     */
    public RuleLoader(
            Shared shared, RuleNumbers numbers, KnownPrograms programs, IdleEntrances idle, boolean attaches) {
        this.shared = shared;
        this.numbers = numbers;
        this.programs = programs;
        this.idle = idle;
        this.attaches = attaches;
    }

    /**
     * Rules that are to come to a hook.
     *
     * @param before the hook, null if nothing is attached there
     * @param plan the rules
     */
    public record Wanted(@Nullable AttachedHook before, HookPlan plan) {}

    /**
     * A change whose rules are not in the kernel yet.
     *
     * @param returns what goes on with those that wait for a return
     */
    private record Coming(HookChange change, HookCode code, Optional<ReturnCode> returns, List<RuleReader> readers) {
        /** Equal for those whose code is the same. */
        Object key() {
            HookPlan plan = change.plan();
            Object entry = KnownPrograms.key(plan.hook(), code);
            return returns.<Object>map(exit ->
                            List.of(entry, KnownPrograms.key(plan.returnHook().orElseThrow(), exit)))
                    .orElse(entry);
        }

        /** Whether those whose code is the same can share programs. */
        boolean shares() {
            return returns.isEmpty() ? Programs.tellSeats(change.hook()) : change.isSeated();
        }
    }

    /**
     * Brings the rules of hooks into the kernel, where they do nothing yet; if it refuses some, none is left there.
     *
     * @param owners whose sockets are; null while no rule tells
     * @param besides what else takes long and is done meanwhile
     */
    public List<HookChange> load(List<Wanted> all, @Nullable SocketOwners owners, Optional<Runnable> besides) {
        List<HookChange> changes = new ArrayList<>();
        try {
            Map<Object, List<Coming>> alike = new LinkedHashMap<>();
            // In its place comes that of the program, once it is known who shares it.
            Tally one = Tally.described(1);
            Tally several = Tally.described(1, 1);
            for (Wanted wanted : all) {
                HookChange change = change(wanted);
                changes.add(change);
                HookPlan plan = wanted.plan();
                HookPlan.Generation generation = change.generation(change.isSeated() ? several : one, owners);
                HookCode code = plan.code(generation, shared);
                Optional<ReturnCode> returns = plan.returnHook().map(exit -> plan.returnCode(generation, code, shared));
                Coming coming = new Coming(change, code, returns, RuleReader.of(plan));
                alike.computeIfAbsent(coming.key(), key -> new ArrayList<>()).add(coming);
            }
            List<Runnable> tasks = new ArrayList<>();
            alike.values().forEach(group -> tasks.add(() -> load(group, owners)));
            besides.ifPresent(tasks::addFirst);
            if (attaches) {
                tasks.addAll(0, entrances(changes));
            }
            Together.run(tasks);
            programs.limit();
            return changes;
        } catch (RuntimeException | Error refused) {
            changes.forEach(HookChange::undo);
            throw refused;
        }
    }

    /** Attaches to hooks. System calls need little each, once they are attached to. */
    private static List<Runnable> entrances(List<HookChange> changes) {
        List<HookChange> calls = new ArrayList<>();
        List<HookChange> others = new ArrayList<>();
        for (HookChange change : changes) {
            if (change.attaches()) {
                (Programs.tellSeats(change.hook()) ? calls : others).add(change);
            }
        }
        if (calls.size() + others.size() < 2) {
            return List.of();
        }
        List<Runnable> tasks = new ArrayList<>();
        if (!calls.isEmpty()) {
            tasks.add(() -> calls.forEach(HookChange::attachEntrances));
        }
        others.forEach(change -> tasks.add(change::attachEntrances));
        return tasks;
    }

    private HookChange change(Wanted wanted) {
        AttachedHook before = wanted.before();
        HookPlan plan = wanted.plan();
        return before == null
                ? new HookChange(null, plan, ++hooks, 0, idle.take(plan.hook()), shared, numbers, programs, idle)
                : new HookChange(
                        before,
                        plan,
                        before.number(),
                        (before.generation() + 1) % ReturnDispatch.PLACES,
                        before.entry(),
                        shared,
                        numbers,
                        programs,
                        idle);
    }

    /** Loads what has the same code; where each needs a program of its own, one after the other, so that it is compiled once. */
    private void load(List<Coming> alike, @Nullable SocketOwners owners) {
        if (alike.getFirst().shares()) {
            loadShared(alike, owners);
        } else {
            alike.forEach(each -> loadShared(List.of(each), owners));
        }
    }

    private void loadShared(List<Coming> group, @Nullable SocketOwners owners) {
        Coming any = group.getFirst();
        RuleProgram program = RuleProgram.load(any.change().hook(), any.code(), tally(group), programs);
        try {
            Optional<Behind> exit = any.returns()
                    .map(code -> Behind.load(
                            any.change().plan().returnHook().orElseThrow(), code.with(program.tally()), programs));
            try {
                share(group, program, exit, owners);
            } finally {
                exit.ifPresent(Behind::close);
            }
        } finally {
            program.giveUp();
        }
    }

    private void share(List<Coming> group, RuleProgram program, Optional<Behind> exit, @Nullable SocketOwners owners) {
        int first = 0;
        for (Coming each : group) {
            HookChange change = each.change();
            List<RuleReader> readers = each.readers();
            int number = numbers.add(readers);
            program.use();
            change.rules(
                    new HookRules(change.plan(), program, exit.map(Behind::share), first, number, readers, owners));
            write(program.tally(), change, first, number, readers.size());
            first += readers.size();
        }
    }

    private static Tally tally(List<Coming> group) {
        int rules = group.stream().mapToInt(each -> each.readers().size()).sum();
        boolean seats = group.size() > 1 || group.getFirst().change().isSeated();
        return seats ? Tally.described(rules, group.size()) : Tally.described(rules);
    }

    /** Notes where a hook finds its counts, and the numbers of its rules there. */
    private static void write(Tally tally, HookChange change, int first, int number, int rules) {
        ActionCounts none = Flyweight.of(ActionCounts.class).allocate();
        for (int rule = 0; rule < rules; rule++) {
            none.number(number + rule);
            tally.counts().set(first + rule, none);
        }
        if (tally.seats() != null) {
            Seat seat = Flyweight.of(Seat.class).allocate();
            change.sit(seat, first);
            tally.seats().put(change.seat(), seat);
        }
    }
}
