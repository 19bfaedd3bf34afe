package dev.skep.security.policy.attach;

import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.RuleKey;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.program.SocketOwners;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private HookRules rules;

    AttachedHook(
            int number,
            KernelHook hook,
            Entrance entry,
            @Nullable Entrance exit,
            @Nullable Hashing hashing,
            HookRules rules) {
        this.number = number;
        this.hook = hook;
        this.entry = entry;
        this.exit = exit;
        this.hashing = hashing;
        this.rules = rules;
    }

    /** The hook. */
    public KernelHook hook() {
        return hook;
    }

    int number() {
        return number;
    }

    Entrance entry() {
        return entry;
    }

    boolean seesReturns() {
        return exit != null;
    }

    /** The place of the program for returns that is in force. */
    int generation() {
        return generation;
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
        rules.totals(policy, totals);
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

    /**
     * Puts other rules into force.
     *
     * @param newExit what sees returns from now on, null if nothing new does
     */
    void exchange(
            HookRules next, @Nullable Entrance newExit, int newGeneration, RuleTotals totals, RuleNumbers numbers) {
        if (newExit != null) {
            exit = newExit;
        } else if (next.exit().isPresent()) {
            Objects.requireNonNull(exit).set(newGeneration, next.exit().get());
        }
        entry.set(0, next.program().program());
        HookRules old = rules;
        rules = next;
        generation = newGeneration;
        old.remember(totals);
        old.close();
        numbers.retire(old.number(), old.readers().size());
    }

    /** Takes the rules away, and adds what they did; what is attached is detached later. */
    public void retire(RuleTotals totals, RuleNumbers numbers, IdleEntrances idle, KnownPrograms programs) {
        entry.leave(idle, programs);
        if (hashing != null) {
            hashing.forget();
            idle.end(hashing::close);
        }
        if (exit != null) {
            exit.forget();
            exit.empty(programs);
            idle.end(exit::close);
        }
        rules.remember(totals);
        rules.close();
        numbers.retire(rules.number(), rules.readers().size());
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
