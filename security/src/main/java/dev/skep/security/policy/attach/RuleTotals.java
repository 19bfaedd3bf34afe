package dev.skep.security.policy.attach;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.security.policy.plan.RuleKey;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.program.ActionCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What rules have done, also under earlier programs. Safe for several threads. */
public final class RuleTotals {
    /**
     * What a rule has done.
     *
     * @param posts records sent
     * @param matches times that it matched, of rules that do more than to tell
     * @param enforced how many of these were while its policy enforced
     */
    public record Total(long posts, long matches, long enforced) {
        /** Nothing. */
        public static final Total NONE = new Total(0, 0, 0);

        /** Both together. */
        public Total plus(Total other) {
            return new Total(posts + other.posts, matches + other.matches, enforced + other.enforced);
        }

        /** How often it matched while its policy only watched. */
        public long watched() {
            return matches - enforced;
        }
    }

    private final Map<RuleKey, Total> earlier = new HashMap<>();

    /**
     * Adds what rules did under a program that is exchanged.
     *
     * @param first where their counts begin
     */
    synchronized void add(List<RuleReader> rules, PerCpuArray<ActionCounts> counts, int first) {
        for (int i = 0; i < rules.size(); i++) {
            earlier.merge(rules.get(i).key(), read(rules.get(i), counts, first + i), Total::plus);
        }
    }

    static Total read(RuleReader rule, PerCpuArray<ActionCounts> counts, int index) {
        long matches = counts.sum(index, ActionCounts::matches);
        return new Total(counts.sum(index, ActionCounts::posts), matches, rule.enforces() ? matches : 0);
    }

    /** What a rule did under earlier programs. */
    public synchronized Total earlier(RuleKey rule) {
        return earlier.getOrDefault(rule, Total.NONE);
    }

    /** Forgets rules. */
    public synchronized void forget(Predicate<RuleKey> rules) {
        earlier.keySet().removeIf(rules);
    }
}
