package dev.skep.security.policy.attach;

import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.program.HookCode;
import dev.skep.security.policy.program.ReturnCode;
import dev.skep.security.policy.program.ReturnDispatch;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.policy.program.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings rules into the kernel: all programs at the same time, as far as there are processors. */
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
     * Brings the rules of hooks into the kernel, where they do nothing yet; if it refuses some, none is left there.
     *
     * @param owners whose sockets are; null while no rule tells
     * @param besides what else takes long and is done meanwhile
     */
    public List<HookChange> load(List<Wanted> all, @Nullable SocketOwners owners, Optional<Runnable> besides) {
        List<HookChange> changes = new ArrayList<>();
        Map<Object, AlikeChanges> alike = new LinkedHashMap<>();
        try {
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
                alike.computeIfAbsent(
                                key(plan, code, returns),
                                key -> new AlikeChanges(code, returns, numbers, programs, owners))
                        .add(change, RuleReader.of(plan));
            }
            List<Runnable> tasks = new ArrayList<>();
            // What takes longest begins first, so that nobody waits long for the last.
            alike.values().stream()
                    .flatMap(changed -> changed.tasks().stream())
                    .sorted(Comparator.comparingInt(AlikeChanges.Task::effort).reversed())
                    .forEach(task -> tasks.add(task.work()));
            besides.ifPresent(tasks::addFirst);
            if (attaches) {
                tasks.addAll(0, entrances(changes));
            }
            Together.run(tasks);
            alike.values().forEach(AlikeChanges::share);
            programs.limit();
            return changes;
        } catch (RuntimeException | Error refused) {
            changes.forEach(HookChange::undo);
            throw refused;
        } finally {
            alike.values().forEach(AlikeChanges::close);
        }
    }

    /** Equal for those whose code is the same. */
    private static Object key(HookPlan plan, HookCode code, Optional<ReturnCode> returns) {
        Object entry = KnownPrograms.key(plan.hook(), code);
        return returns.<Object>map(exit ->
                        List.of(entry, KnownPrograms.key(plan.returnHook().orElseThrow(), exit)))
                .orElse(entry);
    }

    /** Attaches to hooks. System calls need little each, once they are attached to. */
    private static List<Runnable> entrances(List<HookChange> changes) {
        Map<Boolean, List<HookChange>> attaching =
                changes.stream().filter(HookChange::attaches).collect(Collectors.partitioningBy(RuleLoader::isCall));
        List<HookChange> calls = attaching.getOrDefault(true, List.of());
        List<HookChange> others = attaching.getOrDefault(false, List.of());
        if (calls.size() + others.size() < 2) {
            return List.of();
        }
        List<List<HookChange>> groups = new ArrayList<>();
        if (!calls.isEmpty()) {
            groups.add(calls);
        }
        others.forEach(change -> groups.add(List.of(change)));
        List<Runnable> tasks = new ArrayList<>();
        groups.forEach(group -> tasks.add(() -> group.forEach(HookChange::attachEntrances)));
        return tasks;
    }

    private static boolean isCall(HookChange change) {
        return Programs.tellSeats(change.hook());
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
}
