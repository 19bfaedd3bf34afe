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
     */
    public record Total(long posts, long matches) {
        /** Nothing. */
        public static final Total NONE = new Total(0, 0);

        /** Both together. */
        public Total plus(Total other) {
            return new Total(posts + other.posts, matches + other.matches);
        }
    }

    private final Map<RuleKey, Total> earlier = new HashMap<>();

    /** Adds what rules did under a program that is going to be unloaded. */
    synchronized void add(List<RuleReader> rules, PerCpuArray<ActionCounts> counts) {
        for (int i = 0; i < rules.size(); i++) {
            earlier.merge(rules.get(i).key(), read(counts, i), Total::plus);
        }
    }

    static Total read(PerCpuArray<ActionCounts> counts, int rule) {
        return new Total(counts.sum(rule, ActionCounts::posts), counts.sum(rule, ActionCounts::matches));
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
